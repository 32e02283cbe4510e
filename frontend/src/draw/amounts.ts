/** Amounts of the ribbons that stand out, each on paper of its own. */

import type { Link } from "../contract";
import { pointAt, type Rect } from "../geometry";
import { Ground } from "./ground";
import { font, SIZE } from "./letters";
import type { Lines } from "./lines";
import type { Pen } from "./things";

/** Where on its ribbon an amount stands, the best place first. */
const PLACES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78];
const HEIGHT = 24;
const MARGIN = 14;

/**
 * Write the amounts, the widest ribbon first: on no name where there is room, and never on another amount.
 *
 * One that finds no room is left to what stands beside the map. The first link given always has its amount.
 */
export function drawAmounts(pen: Pen, links: readonly Link[], lines: Lines, first: string): void {
  const { ctx, scale, least } = pen;
  // From afar as large as names are written there.
  const larger = Math.max(1, least / scale / SIZE);
  ctx.font = font(SIZE * larger, true);
  const taken = new Ground(120);
  const size = (link: Link): number => (link.id === first ? Infinity : (link.money?.width ?? 0));
  for (const link of [...links].sort((one, other) => size(other) - size(one))) {
    const curve = lines.curveOf(link);
    if (!curve || !link.money) continue;
    const text = link.money.text || link.money.exact;
    const room = { w: ctx.measureText(text).width + MARGIN * larger, h: HEIGHT * larger };
    const apart = PLACES.map((t): Rect => ({ ...pointAt(curve, t), ...room })).filter((each) => taken.isFree(each));
    const place = apart.find((each) => lines.isFree(each)) ?? apart[0];
    if (!place) continue;
    taken.take(place);
    drawAmount(pen, text, place);
  }
}

function drawAmount({ ctx, palette }: Pen, text: string, { x, y, w, h }: Rect): void {
  ctx.beginPath();
  ctx.roundRect(x - w / 2, y - h / 2, w, h, h / 2);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = h / HEIGHT;
  ctx.strokeStyle = palette.money;
  ctx.stroke();
  ctx.fillStyle = palette.moneyInk;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + h / HEIGHT);
}
