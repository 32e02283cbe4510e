/** What the lines of a view mean, in one row under the map: on a projector there is no panel to look it up in. */

import type { App } from "../app";
import { fill, h } from "../dom";
import { keyedBy, type KeyPart, keyOf } from "./key";
import { sampleCanvas } from "./samples";

const LARGER = 1.6;

/** How many marks of influence and money a room is told: those that are asked about first. */
const TOLD = 3;

/** The marks that a view cannot be read without: of boundaries their colours, else which way links push, and money; in a few words. */
export function marksToTell(parts: readonly KeyPart[]): KeyPart["rows"] {
  const rowsOf = (title: string): KeyPart["rows"] => parts.find((each) => each.title === title)?.rows ?? [];
  const boundaries = rowsOf("Boundaries");
  if (boundaries.length > 0) return boundaries;
  const told = [...rowsOf("What influences what").slice(0, TOLD), ...rowsOf("Money and other links").slice(0, 1)];
  return told.map(([mark, text]) => [mark, text.split(/[:.]/u)[0] ?? text] as const);
}

export function showProjected(list: HTMLElement, app: App): void {
  const rows = app.state.projector && app.view && app.view.shape !== "tables" ? marksToTell(keyOf(keyedBy(app))) : [];
  fill(list, ...rows.map(([mark, text]) => h("li", {}, sampleCanvas(mark, LARGER), h("span", {}, text))));
}
