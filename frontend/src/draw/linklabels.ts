/** Words on links, only where asked or where one is near enough: figures of money, which way causes go, what joins. */

import type { Link, Words } from "../contract";
import { isBundle } from "../folding";
import { pointAt, type Rect } from "../geometry";
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

/** Write what finds room: never over a name, a sign, or words of another link. */
export function drawLinkLabels({ ctx, palette, scale, least }: Pen, links: readonly Link[], scene: Scene, signs: ReadonlyMap<string, number>): void {
  if (links.length > MOST) return;
  const size = Math.max(SIZE, least / scale);
  const taken = new Ground(120);
  for (const link of links) {
    const [curve, at] = [scene.curveOf(link), signs.get(link.id)];
    if (curve && at !== undefined) taken.take({ ...pointAt(curve, at), w: SIGN, h: SIGN });
  }
  ctx.font = font(size, false);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const link of links) {
    const text = labelOf(link, scene.model.data.words);
    const curve = text ? scene.curveOf(link) : null;
    if (!curve) continue;
    const w = ctx.measureText(text).width + 8;
    const rect = PLACES.map((t): Rect => ({ ...pointAt(curve, t), w, h: size + 5 })).find(
      (each) => taken.isFree(each) && scene.isClear(each),
    );
    if (!rect) continue;
    taken.take(rect);
    ctx.lineWidth = size / 3;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, rect.x, rect.y);
    ctx.fillStyle = link.money ? palette.moneyInk : palette.ink;
    ctx.fillText(text, rect.x, rect.y);
  }
}
