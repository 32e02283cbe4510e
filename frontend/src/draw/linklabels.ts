/** Words on links, only where asked or where one is near enough: figures of money, which way causes go, what joins. */

import type { Link, Words } from "../contract";
import { isBundle } from "../folding";
import { angleAt, type Curve, pointAt, type Rect } from "../geometry";
import { polarityWords } from "../words";
import { Ground } from "./ground";
import { font, READ_NEAR } from "./letters";
import type { Scene } from "./scene";
import type { Pen } from "./things";

/** From this scale on words have room beside names, on a wall from so much more as they are larger there. */
const LABELS_FROM = 1.5;
/** The height of letters on the map. */
const SIZE = 13;
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.7, 0.26, 0.8];
/** More links than so many have no words: there is no room between them anyway. */
const MOST = 600;
const SIGN = 20;
/** So many ribbons have their figures from afar. */
const FIGURES = 24;
const STEPS = 40;

export function wordsFit({ scale, least }: Pen): boolean {
  return scale >= (LABELS_FROM * least) / READ_NEAR;
}

export function labelOf(link: Link, words: Words): string {
  if (link.money) return link.money.text || (isBundle(link) ? `${link.parts.length} flows` : "");
  if (isBundle(link) && link.parts.length > 1) return "";
  if (link.kind !== "INFLUENCES") return words.links[link.kind] ?? "";
  const delay = link.delay === "" || link.delay === "none" ? "" : `, after ${words.delays[link.delay] ?? link.delay}`;
  return `${polarityWords(link)}${delay}`;
}

/** The widest ribbons, whose figures are there without being asked for: more than these nobody reads aloud in a minute. */
export function widest(links: readonly Link[], but: Pick<ReadonlySet<string>, "has">): Link[] {
  const size = ({ money }: Link): number => money?.width ?? 0;
  return links
    .filter(({ id, money }) => money && !but.has(id))
    .sort((one, other) => size(other) - size(one))
    .slice(0, FIGURES);
}

/** Write what finds room: never over a name, a sign, or words of another link. */
export function drawLinkLabels({ ctx, palette, scale, least }: Pen, links: readonly Link[], scene: Scene, signs: ReadonlyMap<string, number>): void {
  if (links.length > MOST) return;
  const size = Math.max(SIZE, least / scale);
  const taken = new Ground(120);
  const curves = links.flatMap((link) => {
    const curve = scene.lines.curveOf(link);
    return curve ? [{ link, curve }] : [];
  });
  for (const { link, curve } of curves) {
    const at = signs.get(link.id);
    if (at !== undefined) taken.take({ ...pointAt(curve, at), w: SIGN, h: SIGN });
  }
  ctx.font = font(size, false);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const { link, curve } of curves) {
    const text = labelOf(link, scene.model.data.words);
    if (!text) continue;
    const room = { w: ctx.measureText(text).width + (link.money ? 4 : 8), h: size + 5 };
    const isFree = (each: Rect): boolean => taken.isFree(each) && scene.lines.isFree(each);
    const isClear = (each: Rect): boolean => isFree(each) && scene.lines.isClear(each);
    const clear = PLACES.map((t): Rect => ({ ...pointAt(curve, t), ...room })).filter(isClear);
    // Where no other ribbon goes through it nobody asks whose figure it is; a short ribbon has it beside.
    const alone = (each: Rect): boolean => curves.every((other) => other.link === link || !touches(other.curve, each));
    const rect = (link.money && clear.find(alone)) || (clear[0] ?? (link.money && figureBeside(curve, link.money.width, room, isClear, isFree)));
    if (!rect) continue;
    taken.take(rect);
    ctx.lineWidth = size / 3;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, rect.x, rect.y);
    ctx.fillStyle = link.money ? palette.moneyInk : palette.ink;
    ctx.fillText(text, rect.x, rect.y);
  }
}

/** Where a figure stands for which its ribbon is too short: beside it, and rather over the edge of a box than not at all. */
function figureBeside(curve: Curve, width: number, room: { w: number; h: number }, ...asked: ((each: Rect) => boolean)[]): Rect | undefined {
  const rooms = [...besides(curve, width, room), ...PLACES.map((t) => ({ ...pointAt(curve, t), ...room }))];
  for (const allowed of asked) {
    const found = rooms.find(allowed);
    if (found) return found;
  }
  return undefined;
}

/** On both sides of a ribbon. */
function besides(curve: Curve, width: number, room: { w: number; h: number }): Rect[] {
  return PLACES.flatMap((t) => {
    const across = angleAt(curve, t) + Math.PI / 2;
    const [dx, dy] = [Math.cos(across), Math.sin(across)];
    const by = width / 2 + (room.w * Math.abs(dx) + room.h * Math.abs(dy)) / 2;
    const { x, y } = pointAt(curve, t);
    return [-1, 1].map((side) => ({ x: x + side * by * dx, y: y + side * by * dy, ...room }));
  });
}

/** Whether a curve goes through a rectangle, as far as it can be seen. */
function touches(curve: Curve, { x, y, w, h }: Rect): boolean {
  for (let step = 0; step <= STEPS; step++) {
    const at = pointAt(curve, step / STEPS);
    if (Math.abs(at.x - x) * 2 < w && Math.abs(at.y - y) * 2 < h) return true;
  }
  return false;
}
