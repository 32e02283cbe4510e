/** A symbol and a word above a thing on the picture: what becomes of it. */

import { font } from "./letters";
import type { Scene } from "./scene";
import { lettersFit, type Pen } from "./things";

const LETTERS = 13;
const PAD = 5;

/** Drawn at one size on the screen, however far out: they are what people came for. Where names do not fit, the symbol. */
export function drawBadges({ ctx, palette, scale, least }: Pen, badges: ReadonlyMap<string, string>, scene: Scene): void {
  const size = Math.max(1, least / scale / LETTERS);
  const taken = new Set<string>();
  ctx.font = font(LETTERS * size, true);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const words = lettersFit(scale);
  for (const [id, full] of badges) {
    const text = words || !/^\S /.test(full) ? full : full.slice(0, 1);
    const shown = scene.standIn(id);
    const place = scene.places.get(shown);
    // A closed box speaks once for all that is in it, and only of itself.
    if (!place || taken.has(shown) || (shown !== id && badges.has(shown))) continue;
    taken.add(shown);
    const [w, h] = [ctx.measureText(text).width + 2 * PAD * size, (LETTERS + 7) * size];
    const x = place.x - w / 2;
    const y = place.y - place.h / 2 - h * 0.92;
    const unsure = /[?,~]/.test(full);
    ctx.beginPath();
    ctx.rect(x, y, w, h);
    ctx.fillStyle = unsure ? palette.paper : palette.ink;
    ctx.fill();
    ctx.lineWidth = 1.5 * size;
    ctx.strokeStyle = palette.ink;
    ctx.setLineDash(unsure ? [4 * size, 3 * size] : []);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = unsure ? palette.ink : palette.paper;
    ctx.fillText(text, x + PAD * size, y + h / 2);
  }
}
