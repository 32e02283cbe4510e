/** The marks of what was added, changed or removed: a line of its own form, and a plate with a sign and a word. */

import { type Sort, SORT_SIGNS, SORT_WORDS } from "../changes";
import { type Curve, lengthOf, pointAt, type Rect } from "../geometry";
import { font } from "./letters";
import type { Palette } from "./palette";
import { type Pen, roundRect } from "./things";

/** What is new has a whole line round it, what changed two lines, what is gone a broken one. */
/** The height of letters on a plate. */
const LETTERS = 13;
const DASHES: Readonly<Record<Sort, number[]>> = { added: [], changed: [], removed: [7, 5] };
const OUT = 7;
const HIGH = 18;
/** Below this size on the map the word is left out: the sign and the form of the line are still there. */
const LEAST_WIDTH = 50;
const LEAST_LENGTH = 130;
/** Where on a link its plate stands, away from the middle where its sign may be. */
const ON_LINK = 0.4;

export function colourOfChange(sort: Sort, palette: Palette): string {
  return { added: palette.same, changed: palette.unsure, removed: palette.opposite }[sort];
}

/** Round a thing, with its plate on the right upper corner. */
export function markThing(pen: Pen, sort: Sort, place: Rect): void {
  const { ctx, palette, scale } = pen;
  const line = Math.max(2, 1.4 / scale);
  ctx.strokeStyle = colourOfChange(sort, palette);
  ctx.lineWidth = line;
  ctx.setLineDash(DASHES[sort]);
  for (const out of sort === "changed" ? [OUT - 2, OUT + 2 * line] : [OUT]) {
    roundRect(ctx, { ...place, w: place.w + 2 * out, h: place.h + 2 * out }, 12);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  const at = { x: place.x + place.w / 2, y: place.y - place.h / 2 - OUT };
  plate(pen, sort, at, place.w >= LEAST_WIDTH, "right");
}

/** On a link, before its middle, where mostly its sign is not; with its figure, where it is one of money. */
export function markLink(pen: Pen, sort: Sort, curve: Curve, figure: string): void {
  plate(pen, sort, pointAt(curve, ON_LINK), lengthOf(curve) >= LEAST_LENGTH, "middle", figure);
}

function plate({ ctx, palette, scale, least }: Pen, sort: Sort, { x, y }: { x: number; y: number }, words: boolean, stands: "right" | "middle", figure = ""): void {
  // Seen from afar plates keep the size that can be read.
  const size = Math.max(1, least / scale / LETTERS);
  const text = [SORT_SIGNS[sort], words ? SORT_WORDS[sort].toLowerCase() : "", figure].filter(Boolean).join(" ");
  ctx.font = font(LETTERS * size, true);
  const [w, h] = [ctx.measureText(text).width + 12 * size, HIGH * size];
  const left = stands === "right" ? x - w + 6 : x - w / 2;
  const colour = colourOfChange(sort, palette);
  ctx.beginPath();
  // Filled and square, so that nobody takes it for the sign of an influence, which is round and open.
  ctx.roundRect(left, y - h / 2, w, h, 3 * size);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.5 * size;
  ctx.stroke();
  ctx.fillStyle = palette.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, left + w / 2, y + size);
}
