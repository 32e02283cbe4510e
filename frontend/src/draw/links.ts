/** How links are drawn: influence by line form, end, symbol and colour; money as ribbons; the rest as quiet lines. */

import type { Link } from "../contract";
import { type Bundle, isBundle } from "../folding";
import { angleAt, type Curve, lengthOf, type Point, pointAt, slice } from "../geometry";
import { font, SIZE } from "./letters";
import { opacityOf, type Palette } from "./palette";
import type { Surface } from "./surface";
import { circle, type Pen } from "./things";

/** What colour says: the kind of influence, or the boundary that is crossed. */
export type Hue = "polarity" | "boundary";

export interface LinkStyle {
  hue: Hue;
  /** Whether symbols, ends and delays are drawn: not on a large map seen from afar. */
  marks: boolean;
  crossings: readonly number[];
}

const DELAY_AT = 0.3;
const HEAD = 11;

type Form = "same" | "opposite" | "unsure" | "other";

export function formOf(link: Link): Form {
  if (link.kind !== "INFLUENCES" || isMixed(link)) return "other";
  if (link.polarity === "?" || link.polarity === "" || link.confidence === "contested") return "unsure";
  return link.polarity === "+" ? "same" : "opposite";
}

/** Several influences drawn as one that do not agree: neither the same way nor the opposite, but not unsure either. */
function isMixed(link: Link): boolean {
  return isBundle(link) && link.kind === "INFLUENCES" && link.polarity === "";
}

/** How wide a line is for the links that it stands for: it grows slowly, so that many are no wall. */
function widthOf(link: Link): number {
  if (isBundle(link) && link.parts.length > 1) return Math.min(6, 1.6 + 0.8 * Math.log2(link.parts.length));
  return link.kind === "INFLUENCES" ? (WIDTHS[link.strength ?? 0] ?? 1.6) : 1.2;
}

export function colourOf(link: Link, palette: Palette, hue: Hue): string {
  if (hue === "boundary") return palette.boundary[link.boundary] ?? palette.other;
  if (link.kind !== "INFLUENCES") return palette.other;
  if (link.polarity === "+") return palette.same;
  return link.polarity === "-" ? palette.opposite : palette.unsure;
}

const WIDTHS = [1.6, 1.6, 2.2, 3];
const CROSSING_WIDTHS: Readonly<Record<string, number>> = {
  within_unit: 1.2,
  within_organisation: 1.6,
  across_organisations_same_sector: 2.4,
  across_sectors: 3.4,
  sector_not_known: 2.4,
  real_world: 2,
};

export function drawLink(pen: Pen, link: Link, curve: Curve, style: LinkStyle): void {
  if (link.money) drawRibbon(pen, link, curve, style);
  else drawLine(pen, link, curve, style);
}

function drawLine({ ctx, palette, scale }: Pen, link: Link, curve: Curve, style: LinkStyle): void {
  const form = formOf(link);
  const colour = colourOf(link, palette, style.hue);
  const own = widthOf(link);
  const width = Math.max(style.hue === "boundary" ? (CROSSING_WIDTHS[link.boundary] ?? own) : own, 0.8 / scale);
  const length = lengthOf(curve);
  const head = style.marks ? Math.min(HEAD + width, length / 2) : 0;
  const body = head > 0 && form !== "opposite" ? slice(curve, 0, Math.max(0.01, 1 - (head * 0.8) / length)) : curve;
  ctx.globalAlpha = opacityOf(link.confidence);
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.lineWidth = width;
  if (form === "opposite") ctx.setLineDash([9, 5]);
  else if (form === "unsure") {
    ctx.lineCap = "round";
    ctx.setLineDash([0.5, 2.4 * width + 1.5]);
  }
  trace(ctx, body);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineCap = "butt";
  for (const t of style.crossings) {
    // The line thickens where it goes through the edge of a box.
    ctx.lineWidth = width * 2.2 + 1;
    trace(ctx, slice(curve, Math.max(0, t - 6 / length), Math.min(1, t + 6 / length)));
    ctx.stroke();
  }
  if (style.marks) {
    drawEnd(ctx, form, curve, width, head);
    if (isSlow(link) && length > 60) drawDelay(ctx, curve, palette);
  }
  ctx.globalAlpha = 1;
}

export function isSlow(link: Link): boolean {
  return link.delay !== "" && link.delay !== "none" && link.delay !== "weeks";
}

function drawEnd(ctx: Surface, form: Form, curve: Curve, width: number, head: number): void {
  const { b } = curve;
  ctx.save();
  ctx.translate(b.x, b.y);
  ctx.rotate(angleAt(curve, Math.max(0.5, 1 - head / Math.max(1, lengthOf(curve)))));
  ctx.beginPath();
  if (form === "opposite") {
    const half = 5 + width * 1.2;
    ctx.lineWidth = 3.2;
    ctx.moveTo(-1, -half);
    ctx.lineTo(-1, half);
    ctx.stroke();
  } else if (form === "same") {
    const half = head * 0.42 + width * 0.4;
    ctx.moveTo(0, 0);
    ctx.lineTo(-head, -half);
    ctx.lineTo(-head * 0.78, 0);
    ctx.lineTo(-head, half);
    ctx.closePath();
    ctx.fill();
  } else {
    ctx.lineWidth = Math.max(1.2, width * 0.8);
    ctx.moveTo(-head * 0.8, -head * 0.4);
    ctx.lineTo(0, 0);
    ctx.lineTo(-head * 0.8, head * 0.4);
    ctx.stroke();
  }
  ctx.restore();
}

/** Two small bars across the line: it takes months or years. */
function drawDelay(ctx: Surface, curve: Curve, palette: Palette): void {
  const at = pointAt(curve, DELAY_AT);
  const ink = ctx.strokeStyle;
  ctx.save();
  ctx.translate(at.x, at.y);
  ctx.rotate(angleAt(curve, DELAY_AT));
  ctx.beginPath();
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 5;
  ctx.moveTo(-2.5, 0);
  ctx.lineTo(2.5, 0);
  ctx.stroke();
  ctx.beginPath();
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.8;
  for (const x of [-3, 3]) {
    ctx.moveTo(x, -6);
    ctx.lineTo(x, 6);
  }
  ctx.stroke();
  ctx.restore();
}

/** The sign on its small disc, drawn after everything so that no line runs through it. */
export function drawSymbol({ ctx, palette }: Pen, link: Link, { x, y }: Point, hue: Hue): void {
  if (isBundle(link) && link.parts.length > 1) {
    drawCount(ctx, link, { x, y }, palette, hue);
    return;
  }
  const contested = link.confidence === "contested" && link.polarity !== "?";
  const colour = colourOf(link, palette, hue);
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  ctx.fillStyle = palette.paper;
  if (contested) {
    ctx.beginPath();
    ctx.roundRect(x - 14, y - 8, 28, 16, 8);
  } else circle(ctx, x, y, 8);
  ctx.fill();
  ctx.stroke();
  ctx.lineWidth = 2.2;
  const sign = (at: number): void => {
    ctx.beginPath();
    ctx.moveTo(at - 4.2, y);
    ctx.lineTo(at + 4.2, y);
    if (link.polarity === "+") {
      ctx.moveTo(at, y - 4.2);
      ctx.lineTo(at, y + 4.2);
    }
    ctx.stroke();
  };
  const ask = (at: number): void => {
    ctx.font = font(SIZE, true);
    ctx.fillStyle = colour;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText("?", at, y + 1);
  };
  if (link.polarity !== "+" && link.polarity !== "-") ask(x);
  else {
    sign(contested ? x - 6 : x);
    if (contested) ask(x + 7);
  }
}

/** How many links are drawn as one, and their signs, on a small plate. */
function drawCount(ctx: Surface, link: Bundle, { x, y }: Point, palette: Palette, hue: Hue): void {
  const signs = [...new Set(link.parts.map((each) => each.polarity || "?"))].sort().join("").replace("-", "−");
  const text = `${link.parts.length}\u2009${signs}`;
  const colour = colourOf(link, palette, hue);
  ctx.font = font(SIZE, true);
  const width = ctx.measureText(text).width + 14;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 11, width, 22, 11);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = colour;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 1);
}

/** A ribbon as wide as there is money, narrowing to a point where it arrives. */
function drawRibbon({ ctx, palette, scale }: Pen, link: Link, curve: Curve, style: LinkStyle): void {
  const width = Math.max(link.money?.width ?? 1.5, 1.2 / scale);
  const length = Math.max(1, lengthOf(curve));
  const head = Math.min(length * 0.4, width * 0.9 + 8);
  const until = 1 - head / length;
  const steps = Math.max(6, Math.min(24, Math.round(length / 24)));
  const edge = (side: number): [number, number][] => {
    const points: [number, number][] = [];
    for (let step = 0; step <= steps; step++) {
      const t = (until * step) / steps;
      const { x, y } = pointAt(curve, t);
      const across = angleAt(curve, t) + (side * Math.PI) / 2;
      points.push([x + (Math.cos(across) * width) / 2, y + (Math.sin(across) * width) / 2]);
    }
    return points;
  };
  const sort = link.money?.sort ?? "cash";
  ctx.beginPath();
  const left = edge(1);
  for (const [x, y] of left) ctx.lineTo(x, y);
  if (style.marks || width > 3) {
    const at = pointAt(curve, until);
    const across = angleAt(curve, until) + Math.PI / 2;
    const wing = width / 2 + 3.5;
    ctx.lineTo(at.x + Math.cos(across) * wing, at.y + Math.sin(across) * wing);
    ctx.lineTo(curve.b.x, curve.b.y);
    ctx.lineTo(at.x - Math.cos(across) * wing, at.y - Math.sin(across) * wing);
  }
  for (const [x, y] of edge(-1).reverse()) ctx.lineTo(x, y);
  ctx.closePath();
  const colour = style.hue === "boundary" ? (palette.boundary[link.boundary] ?? palette.money) : palette.money;
  ctx.fillStyle = colour;
  ctx.globalAlpha = sort !== "cash" ? 0.12 : 0.5 * opacityOf(link.confidence) + 0.08;
  ctx.fill();
  ctx.globalAlpha = 0.9;
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(sort === "lent" || sort === "repaid" ? 1.4 : 0.8, 0.6 / scale);
  if (sort === "in_kind") ctx.setLineDash([4, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (sort === "repaid") {
    trace(ctx, slice(curve, 0, until));
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

export function trace(ctx: Surface, { a, c, b }: Curve): void {
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.quadraticCurveTo(c.x, c.y, b.x, b.y);
}
