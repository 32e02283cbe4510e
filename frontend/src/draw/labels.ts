/** Names on a map seen from afar: at a size that can be read, the weightiest first, and none over another. */

import type { Element } from "../contract";
import type { Rect } from "../geometry";
import { Ground } from "./ground";
import { font, shorten } from "./letters";
import type { Pen } from "./things";

const ON_SCREEN = 13;
const WIDEST = 170;
/** A box narrower than this on screen has no name from afar. */
const LEAST = 36;
const CELL = 64;

export interface Labelled {
  element: Element;
  place: Rect;
  /** Whether it is a box, whose name stands in its head and no wider than it. */
  box: boolean;
}

/** Write the names that find room; `things` come weightiest first. */
export function drawLabels({ ctx, palette, scale }: Pen, things: readonly Labelled[], sight: Rect): void {
  const free = new Ground(CELL / scale);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { element, place, box } of things) {
    const spot = { x: place.x, y: place.y + below(element, place, box, scale) };
    if (Math.abs(spot.x - sight.x) > sight.w / 2 || Math.abs(spot.y - sight.y) > sight.h / 2) continue;
    const most = box ? place.w - 8 / scale : WIDEST / scale;
    if (most < LEAST / scale) continue;
    ctx.font = font(ON_SCREEN / scale, box);
    const name = shorten(element.name, most, (text) => ctx.measureText(text).width);
    const w = ctx.measureText(name).width + 8 / scale;
    const reach = Math.max(0, (sight.w - w) / 2);
    const x = Math.max(sight.x - reach, Math.min(sight.x + reach, spot.x));
    const rect = { x, y: spot.y, w, h: 17 / scale };
    if (!free.isFree(rect)) continue;
    free.take(rect);
    ctx.lineWidth = 4 / scale;
    ctx.strokeStyle = box ? palette.tab : palette.paper;
    ctx.strokeText(name, rect.x, rect.y);
    ctx.fillStyle = box ? palette.tabInk : palette.ink;
    ctx.fillText(name, rect.x, rect.y);
  }
}

/** How far below the middle of a thing its name stands. */
function below(element: Element, place: Rect, box: boolean, scale: number): number {
  if (box) return 10 / scale - place.h / 2;
  return element.kind === "Factor" ? 16 / scale : 0;
}
