/** How organisations, services, factors and marks are drawn: one way everywhere. */

import type { Box, Element } from "../contract";
import type { Rect } from "../geometry";
import { aside, font, LINE, SIZE, wrap } from "./letters";
import { opacityOf, type Palette } from "./palette";
import type { Surface } from "./surface";
import { TARGET } from "./tabs";

export interface Pen {
  ctx: Surface;
  palette: Palette;
  /** Pixels on screen for one pixel of the map. */
  scale: number;
  /** The least height on screen, in pixels, of letters that keep their size: plates, badges, names seen from afar. */
  least: number;
  /** Whether it draws on paper, where nothing can be pressed: what opens and closes boxes is left out, which looks like a sign. */
  paper?: boolean;
}

/** The colour of the ground that so many boxes make. */
export function groundOf(palette: Palette, depth: number): string {
  return depth === 0 ? palette.paper : (palette.boxFills[(depth - 1) % palette.boxFills.length] ?? palette.paper);
}

const DOT_ROOM = 20;
/** Room for the mark of a closed box, right of its name. */
const MARK = 30;
const RADIUS = 8;

/** Below this size on screen, in pixels, names are not drawn in place but by `labels.ts`, where there is room. */
export const LEAST_LETTERS = 9;

export function lettersFit(scale: number): boolean {
  return SIZE * scale >= LEAST_LETTERS;
}

const wrapped = new WeakMap<Element | Box, string[]>();

export function linesOf(ctx: Surface, thing: Element | Box, width: number, bold: boolean): string[] {
  let lines = wrapped.get(thing);
  if (!lines) {
    ctx.font = font(SIZE, bold);
    const given = "lines" in thing ? thing.lines : undefined;
    lines = given?.map((line) => aside(line, thing.name)) ?? wrap(thing.name, width, (text) => ctx.measureText(text).width);
    wrapped.set(thing, lines);
  }
  return lines;
}

interface BoxLook {
  /** How many boxes stand around it. */
  depth: number;
  picked?: boolean;
  /** Its edge alone. */
  bare?: boolean;
}

/** The ground of a box; its tab is drawn by `drawTab` after the links. */
export function drawBox({ ctx, palette, scale }: Pen, place: Rect, { depth, picked = false, bare = false }: BoxLook): void {
  roundRect(ctx, place, 12);
  if (!bare) {
    ctx.fillStyle = groundOf(palette, depth + 1);
    ctx.fill();
  }
  ctx.lineWidth = Math.max(picked ? 2.5 : 1, (picked ? 2 : 0.75) / scale);
  ctx.strokeStyle = picked ? palette.pick : palette.boxLine;
  ctx.stroke();
}

/** The name of a box, on a tab in its left upper corner; on a map seen from afar `labels.ts` writes the name. */
export function drawTab({ ctx, palette, scale }: Pen, element: Element, place: Rect, tab: Rect): void {
  const x = place.x - place.w / 2;
  const y = place.y - place.h / 2;
  ctx.beginPath();
  ctx.roundRect(x, y, Math.min(tab.w, place.w), Math.min(tab.h, place.h), [12, 0, 10, 0]);
  ctx.fillStyle = palette.tab;
  ctx.fill();
  if (palette.tab === palette.paper) {
    // In high contrast it has no colour of its own, and would wipe out the edge of its box.
    ctx.lineWidth = Math.max(1, 0.75 / scale);
    ctx.strokeStyle = palette.boxLine;
    ctx.stroke();
  }
  if (!lettersFit(scale)) return;
  ctx.font = font(SIZE, true);
  ctx.fillStyle = palette.tabInk;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  writeLines(ctx, linesOf(ctx, element, tab.w - 24, true), x + 12, y + tab.h / 2, tab.w - 16);
}

/** A closed box: its name as an organisation's, and the edge of another sheet behind it. */
export function drawClosed(pen: Pen, element: Element, place: Rect): void {
  const { ctx, palette, scale } = pen;
  ctx.lineWidth = Math.max(1, 0.75 / scale);
  ctx.strokeStyle = palette.boxLine;
  for (const behind of [5, 0]) {
    roundRect(ctx, { ...place, x: place.x + behind, y: place.y + behind }, 10);
    ctx.fillStyle = behind > 0 ? palette.boxFills[0] ?? palette.paper : palette.tab;
    ctx.fill();
    ctx.stroke();
  }
  if (!lettersFit(scale)) return;
  const room = place.w - MARK;
  ctx.font = font(SIZE, true);
  ctx.fillStyle = palette.tabInk;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  writeLines(ctx, linesOf(ctx, element, room - 24, true), place.x - place.w / 2 + 12, place.y, room - 16);
}

/** The mark that opens a closed box, or closes an open one. */
export function drawFoldMark({ ctx, palette, scale }: Pen, { x, y }: Rect, closed: boolean): void {
  if (!lettersFit(scale)) return;
  // As large as what is pressed, as far as the tab has room.
  const size = Math.min(12, Math.max(9, TARGET / 2 / scale));
  circle(ctx, x, y, size);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.boxLine;
  ctx.stroke();
  ctx.beginPath();
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.tabInk;
  ctx.moveTo(x - 4.5, y);
  ctx.lineTo(x + 4.5, y);
  if (closed) {
    ctx.moveTo(x, y - 4.5);
    ctx.lineTo(x, y + 4.5);
  }
  ctx.stroke();
}

export function drawElement(pen: Pen, element: Element, place: Rect, depth = 0): void {
  const { ctx } = pen;
  ctx.save();
  if (element.kind === "Organisation") drawOrganisation(pen, element, place);
  else if (element.kind === "Service") drawService(pen, element, place);
  else if (element.kind === "Factor") drawFactor(pen, element, place, groundOf(pen.palette, depth));
  else drawMark(pen, element, place);
  ctx.restore();
}

function drawOrganisation(pen: Pen, element: Element, place: Rect): void {
  const { ctx, palette, scale } = pen;
  roundRect(ctx, place, 10);
  ctx.fillStyle = palette.tab;
  ctx.fill();
  ctx.lineWidth = Math.max(1, 0.75 / scale);
  ctx.strokeStyle = palette.boxLine;
  if (element.owner === "none") ctx.setLineDash([2, 4]);
  ctx.stroke();
  centred(pen, element, place, palette.tabInk, true);
}

function drawService(pen: Pen, element: Element, place: Rect): void {
  const { ctx, palette, scale } = pen;
  roundRect(ctx, place, 14);
  ctx.fillStyle = palette.service;
  ctx.fill();
  ctx.globalAlpha = opacityOf(element.confidence);
  ctx.lineWidth = Math.max(1.5, 1 / scale);
  ctx.strokeStyle = palette.serviceLine;
  if (element.owner === "none") {
    ctx.lineCap = "round";
    ctx.setLineDash([0.5, 5]);
    ctx.lineWidth = Math.max(2.5, 1 / scale);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
  centred(pen, element, place, palette.ink, false);
}

/** Plain words with a small dot, or a ring for what people want in the end. Paper behind, so that links pass under. */
function drawFactor(pen: Pen, element: Element, place: Rect, ground: string): void {
  const { ctx, palette, scale } = pen;
  const left = place.x - place.w / 2;
  if (element.owner === "none") {
    roundRect(ctx, place, Math.min(place.h / 2.4, 16));
    ctx.fillStyle = ground;
    ctx.fill();
    ctx.lineCap = "round";
    ctx.lineWidth = Math.max(2, 0.8 / scale);
    ctx.setLineDash([0.5, 5]);
    ctx.strokeStyle = palette.dot;
    ctx.stroke();
    ctx.setLineDash([]);
  } else {
    ctx.globalAlpha = 0.82;
    roundRect(ctx, { ...place, h: place.h - 4 }, 8);
    ctx.fillStyle = ground;
    ctx.fill();
  }
  ctx.globalAlpha = opacityOf(element.confidence);
  const small = !lettersFit(scale);
  const at = small ? place : { x: left + 9, y: place.y };
  if (element.outcome) {
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.outcome;
    circle(ctx, at.x, at.y, small ? 11 : 6.5);
    ctx.stroke();
  } else {
    ctx.fillStyle = palette.dot;
    circle(ctx, at.x, at.y, small ? 8 : 4);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  if (small) return;
  ctx.font = font(SIZE, element.outcome);
  ctx.fillStyle = palette.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const lines = linesOf(ctx, element, place.w - DOT_ROOM - 4, element.outcome);
  writeLines(ctx, lines, left + DOT_ROOM, place.y, place.w - DOT_ROOM - 5);
}

function drawMark(pen: Pen, element: Element, place: Rect): void {
  const { ctx, palette, scale } = pen;
  roundRect(ctx, place, 3);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = Math.max(1.25, 0.8 / scale);
  ctx.strokeStyle = palette.mark;
  ctx.stroke();
  ctx.fillStyle = palette.mark;
  ctx.fillRect(place.x - place.w / 2, place.y - place.h / 2 + 3, 4, place.h - 6);
  centred(pen, element, place, palette.ink, false);
}

function centred({ ctx, scale }: Pen, element: Element, place: Rect, ink: string, bold: boolean): void {
  if (!lettersFit(scale)) return;
  const lines = linesOf(ctx, element, place.w - 20, bold);
  ctx.font = font(SIZE, bold);
  ctx.fillStyle = ink;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  writeLines(ctx, lines, place.x, place.y, place.w - 12);
}

function writeLines(ctx: Surface, lines: string[], x: number, y: number, most?: number): void {
  const top = y - ((lines.length - 1) * LINE) / 2 + 1;
  for (const [index, line] of lines.entries()) {
    // The last word against letters that are wider than Python reckoned: they are set closer, never outside.
    if (most === undefined) ctx.fillText(line, x, top + index * LINE);
    else ctx.fillText(line, x, top + index * LINE, most);
  }
}

/** A line round what is chosen. */
export function drawPicked({ ctx, palette, scale }: Pen, place: Rect): void {
  roundRect(ctx, { ...place, w: place.w + 8, h: place.h + 8 }, RADIUS + 8);
  ctx.lineWidth = Math.max(3, 2 / scale);
  ctx.strokeStyle = palette.pick;
  ctx.setLineDash([]);
  ctx.stroke();
}

export function roundRect(ctx: Surface, { x, y, w, h }: Rect, radius: number): void {
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, Math.min(radius, w / 2, h / 2));
}

export function circle(ctx: Surface, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
}

