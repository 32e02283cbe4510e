/** Moving a thing without dragging it: four buttons, for whoever has a keyboard, a switch or an unsteady hand. */

import type { App } from "../app";
import type { Element } from "../contract";
import { button, h } from "../dom";

/** How far one press moves it, on the map's own scale: about two lines of letters. */
const STEP = 40;

const WAYS: readonly [sign: string, words: string, x: number, y: number][] = [
  ["←", "left", -STEP, 0],
  ["→", "right", STEP, 0],
  ["↑", "up", 0, -STEP],
  ["↓", "down", 0, STEP],
];

/** The buttons for a thing that stands on this view; null for what does not. */
export function moving(app: App, element: Element): HTMLElement | null {
  if (app.picture.placeOfDrawn(element.id) === null) return null;
  return h(
    "div",
    { class: "reach moving", role: "group", "aria-label": `Move ${element.name}` },
    h("span", {}, "Move it"),
    ...WAYS.map(([sign, words, x, y]) =>
      button(sign, () => app.moveBy(element.id, { x, y }, words), { "aria-label": `Move it ${words}`, "data-way": words }),
    ),
  );
}
