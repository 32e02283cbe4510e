/** The marks of what was added, changed or removed: a line of its own form, and a plate with a sign and a word. */

import { type Sort, SORT_SIGNS, SORT_WORDS } from "../changes";
import { type Curve, lengthOf, type Point, pointAt, type Rect } from "../geometry";
import { font } from "./letters";
import type { Palette } from "./palette";
import { type Pen, roundRect } from "./things";

/** The height of letters on a plate. */
const LETTERS = 13;
/** What is new has a whole line round it, what changed two lines, what is gone a broken one. */
const DASHES: Readonly<Record<Sort, number[]>> = { added: [], changed: [], removed: [7, 5] };
const OUT = 7;
const HIGH = 18;
/** Below this size on the map the word is left out: the sign and the form of the line are still there. */
const LEAST_WIDTH = 50;
const LEAST_LENGTH = 130;
/** Where on a link its plate stands, the best place first: away from where its sign may be. */
const ON_LINK = [0.4, 0.32, 0.5, 0.24, 0.6, 0.72];

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
  const made = plateOf(pen, sort, place.w >= LEAST_WIDTH);
  drawPlate(pen, made, { x: place.x + place.w / 2 - made.w / 2 + 6, y: place.y - place.h / 2 - OUT });
}

/** On a link with its figure, where it is one of money: on no name and no other plate where there is room. */
export function markLink(pen: Pen, sort: Sort, curve: Curve, figure: string, isFree: (place: Rect) => boolean): Rect {
  const made = plateOf(pen, sort, lengthOf(curve) >= LEAST_LENGTH, figure);
  const places = ON_LINK.map((t): Rect => ({ ...pointAt(curve, t), w: made.w, h: made.h }));
  const place = places.find(isFree) ?? (places[0] as Rect);
  drawPlate(pen, made, place);
  return place;
}

interface Plate {
  text: string;
  colour: string;
  /** How much larger than on a map that is near: seen from afar plates keep the size that can be read. */
  larger: number;
  w: number;
  h: number;
}

function plateOf({ ctx, palette, scale, least }: Pen, sort: Sort, words: boolean, figure = ""): Plate {
  const larger = Math.max(1, least / scale / LETTERS);
  const text = [SORT_SIGNS[sort], words ? SORT_WORDS[sort].toLowerCase() : "", figure].filter(Boolean).join(" ");
  ctx.font = font(LETTERS * larger, true);
  return { text, colour: colourOfChange(sort, palette), larger, w: ctx.measureText(text).width + 12 * larger, h: HIGH * larger };
}

function drawPlate({ ctx, palette }: Pen, { text, colour, larger, w, h }: Plate, { x, y }: Point): void {
  ctx.font = font(LETTERS * larger, true);
  ctx.beginPath();
  // Filled and square, so that nobody takes it for the sign of an influence, which is round and open.
  ctx.roundRect(x - w / 2, y - h / 2, w, h, 3 * larger);
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.5 * larger;
  ctx.stroke();
  ctx.fillStyle = palette.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + larger);
}
