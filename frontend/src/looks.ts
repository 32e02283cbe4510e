/** How a view draws what it shows. */

import { changedIn } from "./changes";
import type { PageData, ViewShape } from "./contract";
import { paletteNow } from "./contrast";
import type { Look } from "./draw/look";
import type { Layer, Shown } from "./filters";
import type { State } from "./state";
import type { View } from "./views";

/** What is asked in them is not answered by a ribbon without its figure. */
const OF_MONEY: ReadonlySet<ViewShape> = new Set(["money", "organisation"]);

export function lookOf(view: View | null, shown: Shown, layers: ReadonlySet<Layer>, state: State, data: PageData): Look {
  return {
    shown,
    hue: view?.hue ?? "polarity",
    palette: paletteNow(),
    far: state.projector,
    labels: layers.has("labels"),
    // A loop is told step by step, without words on its links.
    quiet: view?.shape === "loop",
    ...(view && OF_MONEY.has(view.shape) ? { figures: { on: changedIn(data) } } : {}),
  };
}
