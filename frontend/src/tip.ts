/** The words beside the pointer. They repeat what details say, so nobody who cannot hover misses anything. */

import { h } from "./dom";
import { bundleFinding } from "./folding";
import type { Point } from "./geometry";
import type { Model } from "./model";
import { kindWords } from "./words";

const LONGEST = 200;

export function hoverText(model: Model, id: string): string {
  const link = model.links.get(id);
  if (link) return cut(link.money ? `${link.sentence}` : link.sentence);
  const several = bundleFinding(model, id);
  if (several) return cut(several.sentence);
  const element = model.elements.get(id);
  return element ? cut(`${element.name} (${kindWords(element)})`) : "";
}

function cut(text: string): string {
  return text.length > LONGEST ? `${Array.from(text).slice(0, LONGEST).join("")}…` : text;
}

export class Tip {
  readonly element = h("div", { class: "tip", "aria-hidden": "true" });

  show(text: string, at: Point): void {
    this.element.classList.toggle("open", text !== "");
    if (!text) return;
    this.element.textContent = text;
    const { offsetWidth, offsetHeight } = this.element;
    this.element.style.left = `${Math.max(8, Math.min(at.x + 14, innerWidth - offsetWidth - 8))}px`;
    this.element.style.top = `${at.y + 18 + offsetHeight > innerHeight ? at.y - offsetHeight - 10 : at.y + 18}px`;
  }
}
