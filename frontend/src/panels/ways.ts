/** What every panel says things with: a name that leads to its thing, and a word on what it is. */

import type { App } from "../app";
import { button, type Child, h } from "../dom";

export function chip(text: string, kind: string): HTMLElement {
  return h("span", { class: `chip ${kind}` }, text);
}

/** A thing's name that leads to it. */
export function way(app: App, id: string, text: string | Child[], extra = ""): HTMLButtonElement {
  return button(text, () => app.pick(id, true), { class: `way ${extra}`, "data-id": id });
}
