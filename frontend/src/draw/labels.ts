/** Names on a map seen from afar: at a size that can be read, the weightiest first, and none over another. */

import type { Element } from "../contract";
import type { Rect } from "../geometry";
import { Ground } from "./ground";
import { aside, font, shorten, wrap } from "./letters";
import type { Pen } from "./things";

/** In heights of letters: the widest name, the narrowest box that has one, and from one line to the next. */
const WIDEST = 13;
const NARROWEST = 2.8;
const LINE = 1.08;
/** A shape at least so wide, in heights of letters, holds its name in lines of its own; a smaller one has it over itself. */
const HOLDS = 4.5;
const CELL = 5;
/** So many names over shapes too small for them, the weightiest: more is a wall of words. */
const MOST_OVER = 80;

export interface Labelled {
  element: Element;
  place: Rect;
  /** Whether it is a box, whose name stands in its head and no wider than it. */
  box: boolean;
}

/** Write the names that find room; `things` come weightiest first. */
export function drawLabels(pen: Pen, things: readonly Labelled[], sight: Rect): void {
  const { ctx, palette, scale } = pen;
  const letter = pen.least / scale;
  const free = new Ground(CELL * letter);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  let over = 0;
  for (const { element, place, box } of things) {
    const spot = { x: place.x, y: place.y + below(element, place, box, letter) };
    if (Math.abs(spot.x - sight.x) > sight.w / 2 || Math.abs(spot.y - sight.y) > sight.h / 2) continue;
    const most = box ? place.w - 8 / scale : WIDEST * letter;
    if (most < NARROWEST * letter) continue;
    const shape = !box && (element.kind === "Organisation" || element.kind === "Service");
    if (shape && place.w >= HOLDS * letter) {
      drawInside(pen, element, place);
      free.take(place);
      continue;
    }
    if (!box && over >= MOST_OVER) continue;
    ctx.font = font(letter, box);
    const name = aside(shorten(element.name, most, (text) => ctx.measureText(text).width), element.name);
    const w = ctx.measureText(name).width + 8 / scale;
    const reach = Math.max(0, (sight.w - w) / 2);
    const x = Math.max(sight.x - reach, Math.min(sight.x + reach, spot.x));
    const rect = { x, y: spot.y, w, h: 1.3 * letter };
    if (!free.isFree(rect)) continue;
    free.take(rect);
    if (!box) over += 1;
    ctx.lineWidth = 4 / scale;
    ctx.strokeStyle = box ? palette.tab : palette.paper;
    ctx.strokeText(name, rect.x, rect.y);
    ctx.fillStyle = box ? palette.tabInk : palette.ink;
    ctx.fillText(name, rect.x, rect.y);
  }
}

/** A name in as many lines as its shape holds, at a size that can be read. */
function drawInside({ ctx, palette, scale, least }: Pen, element: Element, place: Rect): void {
  const organisation = element.kind === "Organisation";
  const high = (LINE * least) / scale;
  ctx.font = font(least / scale, organisation);
  const room = place.w - 6 / scale;
  const most = Math.max(1, Math.floor(place.h / high));
  const measure = (text: string): number => ctx.measureText(text).width;
  // A word a little too wide is set closer rather than cut.
  const all = wrap(element.name, room * 1.12, measure);
  const lines = all.slice(0, most);
  if (lines.length < all.length) lines[most - 1] = shorten(`${lines[most - 1]} …`, room, measure);
  ctx.fillStyle = organisation ? palette.tabInk : palette.ink;
  const top = place.y - ((lines.length - 1) * high) / 2;
  for (const [index, line] of lines.entries()) ctx.fillText(line, place.x, top + index * high + 1 / scale, room);
}

/** How far below the middle of a thing its name stands. */
function below(element: Element, place: Rect, box: boolean, letter: number): number {
  if (box) return 0.77 * letter - place.h / 2;
  return element.kind === "Factor" ? 1.25 * letter : 0;
}
