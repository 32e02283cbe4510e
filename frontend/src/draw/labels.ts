/** Names on a map seen from afar: at a size that can be read, the weightiest first, and none over another. */

import type { Element } from "../contract";
import type { Rect } from "../geometry";
import { Ground } from "./ground";
import { font, shorten } from "./letters";
import type { Pen } from "./things";

const ON_SCREEN = 13;
const WIDEST = 170;
const CELL = 64;

export interface Labelled {
  element: Element;
  place: Rect;
}

/** Write the names that find room; `things` come weightiest first, `taken` is ground that is written on already. */
export function drawLabels(pen: Pen, things: readonly Labelled[], sight: Rect, taken: readonly Rect[]): void {
  const { ctx, palette, scale } = pen;
  const size = ON_SCREEN / scale;
  const free = new Ground(CELL / scale);
  for (const rect of taken) free.take(rect);
  ctx.font = font(size);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { element, place } of things) {
    if (Math.abs(place.x - sight.x) > sight.w / 2 || Math.abs(place.y - sight.y) > sight.h / 2) continue;
    const name = shorten(element.name, WIDEST / scale, (text) => ctx.measureText(text).width);
    const below = element.kind === "Factor" ? 18 / scale : 0;
    const w = ctx.measureText(name).width + 8 / scale;
    const reach = Math.max(0, (sight.w - w) / 2);
    const x = Math.max(sight.x - reach, Math.min(sight.x + reach, place.x));
    const rect = { x, y: place.y + below, w, h: 17 / scale };
    if (!free.isFree(rect)) continue;
    free.take(rect);
    ctx.lineWidth = 4 / scale;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(name, rect.x, rect.y);
    ctx.fillStyle = palette.ink;
    ctx.fillText(name, rect.x, rect.y);
  }
}
