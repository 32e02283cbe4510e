/** Thousands of links seen from afar: one stroke for all that look alike, without symbols. */

import type { Link } from "../contract";
import { colourOf, formOf, type Hue } from "./links";
import { opacityOf } from "./palette";
import type { Scene } from "./scene";
import type { Pen } from "./things";

/** How many links one stroke holds: a stroke of ten thousand takes longer than ten of a thousand. */
const STROKE = 400;
const LEAST_ALPHA = 0.12;

export function* drawMany({ ctx, palette, scale }: Pen, links: readonly Link[], scene: Scene, hue: Hue): Generator<void> {
  const alike = new Map<string, Link[]>();
  for (const link of links) {
    const key = link.money ? "money" : `${formOf(link)} ${link.polarity} ${link.boundary} ${link.confidence}`;
    const list = alike.get(key);
    if (list) list.push(link);
    else alike.set(key, [link]);
  }
  for (const group of alike.values()) {
    const [first] = group;
    if (!first) continue;
    const form = formOf(first);
    ctx.strokeStyle = first.money ? palette.money : colourOf(first, palette, hue);
    // The more there are, the lighter each: a fabric shows where it is dense, and things show through it.
    ctx.globalAlpha = Math.max(LEAST_ALPHA, Math.min(0.6, 700 / links.length)) * opacityOf(first.confidence);
    ctx.lineWidth = 1 / scale;
    if (form === "opposite") ctx.setLineDash([6 / scale, 4 / scale]);
    else if (form === "unsure") ctx.setLineDash([1 / scale, 3 / scale]);
    for (let at = 0; at < group.length; at += STROKE) {
      ctx.beginPath();
      for (const link of group.slice(at, at + STROKE)) {
        const curve = scene.lines.curveOf(link);
        if (!curve) continue;
        ctx.moveTo(curve.a.x, curve.a.y);
        ctx.quadraticCurveTo(curve.c.x, curve.c.y, curve.b.x, curve.b.y);
      }
      ctx.stroke();
      yield;
    }
    ctx.setLineDash([]);
  }
  ctx.globalAlpha = 1;
}
