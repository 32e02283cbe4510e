/** How a view draws what it shows. */

import { changedIn } from "./changes";
import type { PageData } from "./contract";
import { paletteNow } from "./contrast";
import type { Look } from "./draw/look";
import type { Layer, Shown } from "./filters";
import type { State } from "./state";
import type { View } from "./views";

export function lookOf(view: View | null, shown: Shown, layers: ReadonlySet<Layer>, state: State, data: PageData): Look {
  return {
    shown,
    hue: view?.hue ?? "polarity",
    palette: paletteNow(),
    far: state.projector,
    labels: layers.has("labels"),
    // A loop is told step by step, without words on its links.
    quiet: view?.shape === "loop",
    ...(view?.shape === "money" ? { figures: { on: changedIn(data) } } : {}),
  };
}
