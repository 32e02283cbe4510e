/** All of the picture from the ground up: boxes, links, things, signs, and the names of boxes last. */

import type { Element, Link } from "../contract";
import { overlaps, pointAt, type Rect } from "../geometry";
import { drawLabels, type Labelled } from "./labels";
import { drawLinkLabels, widest, wordsFit } from "./linklabels";
import { drawLink, drawSymbol, type LinkStyle } from "./links";
import type { Drawn } from "./look";
import { drawMany } from "./many";
import { MANY } from "./lines";
import { markOf } from "./tabs";
import { drawBox, drawClosed, drawElement, drawFoldMark, drawTab, lettersFit, type Pen } from "./things";

/** How many things are drawn before the page may see to something else. */
const PART = 400;

const NOWHERE: Rect = { x: 0, y: 0, w: 0, h: 0 };

export class Painting {
  /** What is not a box, in the order of the data; and everything, the weightiest first. */
  private drawn: Element[] = [];
  private byWeight: Labelled[] = [];

  constructor(private readonly now: () => Drawn) {}

  /** Put what is drawn in order: boxes from the outermost in, then what has most links. */
  sort(): void {
    const { model, places, closed } = this.now().scene;
    this.drawn = model.data.elements.filter((each) => places.has(each.id) && !model.boxes.has(each.id));
    const weight = ({ id, kind, outcome }: Element): number =>
      (model.leaving.get(id)?.length ?? 0) +
      (model.reaching.get(id)?.length ?? 0) +
      (kind === "Organisation" ? 1000 : outcome ? 500 : 0);
    const boxes = model.data.boxes.flatMap(({ id }) => (places.has(id) ? (model.elements.get(id) ?? []) : []));
    const weights = new Map(this.drawn.map((each) => [each.id, weight(each)]));
    const others = [...this.drawn].sort((one, other) => (weights.get(other.id) ?? 0) - (weights.get(one.id) ?? 0));
    this.byWeight = [
      ...boxes.map((element) => ({ element, box: !closed.has(element.id) })),
      ...others.map((element) => ({ element, box: false })),
    ].map((each) => ({ ...each, place: places.get(each.element.id) ?? NOWHERE }));
  }

  /** Paint what is in sight, part by part; `held` is in somebody's hand, and is drawn elsewhere with its links. */
  *paint(pen: Pen, sight: Rect, held: ReadonlySet<string> = new Set()): Generator<void> {
    const { scene, look } = this.now();
    const { model, tabs, depths, closed } = scene;
    const { shown, hue } = look;
    const placeOf = (id: string): Rect => scene.places.get(id) ?? NOWHERE;
    const visible = (id: string): boolean => shown.elements.has(id) && !held.has(id) && overlaps(placeOf(id), sight);
    const links = scene.lines.linksIn(sight, shown.links).filter(({ from, to }) => !held.has(from) && !held.has(to));
    const style = (link: Link): LinkStyle => ({
      hue,
      marks: true,
      crossings: link.kind === "INFLUENCES" ? scene.lines.crossingsOf(link) : [],
    });
    // Many links seen from afar, or through one window, are a fabric: what looks alike is one stroke, without signs.
    const crowd =
      (shown.links.length > MANY && !lettersFit(pen.scale)) || links.filter((link) => !link.money).length > MANY;
    yield;
    const boxes = model.data.boxes.filter((box) => visible(box.id));
    for (const parts = inParts(boxes); ; yield) {
      const part = parts.next();
      if (part.done) break;
      for (const { id } of part.value) if (!closed.has(id)) drawBox(pen, placeOf(id), { depth: depths.get(id) ?? 0 });
    }
    if (crowd) yield* drawMany(pen, links, scene, hue);
    else {
      for (const [index, link] of links.entries()) {
        const curve = scene.lines.curveOf(link);
        if (curve) drawLink(pen, link, curve, style(link));
        if (index % PART === PART - 1) yield;
      }
    }
    let count = 0;
    for (const element of this.drawn) {
      if (!visible(element.id)) continue;
      drawElement(pen, element, placeOf(element.id), depths.get(element.id));
      if (++count % PART === 0) yield;
    }
    if (!crowd) {
      const signs = scene.lines.signsOf(shown.links);
      for (const link of links) {
        const curve = scene.lines.curveOf(link);
        const at = signs.get(link.id);
        if (curve && at !== undefined) drawSymbol(pen, link, pointAt(curve, at), hue);
      }
      if (look.labels || (!look.quiet && wordsFit(pen))) drawLinkLabels(pen, links, scene, signs);
      else if (look.figures && lettersFit(pen.scale)) drawLinkLabels(pen, widest(shown.links, look.figures.on), scene, signs);
    }
    for (const { id } of boxes) {
      const [tab, element, place] = [tabs.get(id), model.elements.get(id), placeOf(id)];
      if (element && closed.has(id)) drawClosed(pen, element, place);
      else if (element && tab) drawTab(pen, element, place, tab);
      const mark = pen.paper ? null : markOf(place, tab);
      if (mark) drawFoldMark(pen, mark, closed.has(id));
    }
    yield;
    if (lettersFit(pen.scale)) return;
    const named = this.byWeight.filter(({ element }) => visible(element.id));
    drawLabels(pen, named.map((each) => ({ ...each, place: placeOf(each.element.id) })), sight);
  }

}

function* inParts<T>(things: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < things.length; at += PART) yield things.slice(at, at + PART);
}
