/** What is chosen, on a canvas of its own above the picture: choosing draws little, however large the map is. */

import type { Sort } from "../changes";
import type { Link, Loop } from "../contract";
import { angleAt, type Curve, lengthOf, type Point, pointAt, type Rect } from "../geometry";
import { drawAmounts } from "./amounts";
import { drawBadges } from "./badges";
import { markLink, markThing } from "./changes";
import { Ground } from "./ground";
import { drawLabels } from "./labels";
import { Layer } from "./layer";
import { font } from "./letters";
import { drawLink, drawSymbol } from "./links";
import { drawMany } from "./many";
import { type Drawn, leastOf, type Look } from "./look";
import { MANY } from "./lines";
import type { Scene } from "./scene";
import { circle, drawBox, drawClosed, drawElement, drawPicked, drawTab, lettersFit, type Pen } from "./things";

export interface Emphasis {
  /** What is drawn at full strength. */
  elements: ReadonlySet<string>;
  links: readonly Link[];
  /** The one thing that has been chosen, with a line round it; "" for none. */
  picked: string;
  /** The rest steps back. */
  fades: boolean;
  /** The rest is hardly there. */
  only: boolean;
  loop: Loop | null;
  /** What was added, changed or removed, by its id: it has a mark wherever it stands out. */
  marks?: ReadonlyMap<string, Sort>;
  /** What becomes of things, in a word and a symbol beside each. */
  badges?: ReadonlyMap<string, string>;
}

/** Milliseconds from one link of a loop to the next. */
/** The number of a step stands on a disc as large as this. */
const STEP_RADIUS = 10;
/** Room of a sign. */
const SIGN = 18;
const STEP = 240;
const MOST_NAMES = 300;
/** The height of the number of a link in its loop. */
const STEP_LETTERS = 13;
/** Where on its curve a sign stands that was given no place clear of others. */
const SIGN_AT = 0.66;

export class Overlay {
  readonly layer: Layer;
  private emphasis: Emphasis | null = null;
  /** What a hand holds, and its links. */
  private held: { ids: ReadonlySet<string>; links: readonly Link[] } | null = null;
  /** How many links of a loop are lit so far. */
  private lit = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly drawn: () => Drawn,
    /** Asks for a frame in which the layer is shown. */
    private readonly request: () => void,
  ) {
    this.layer = new Layer("overlay", (ctx, view, sight) =>
      this.paint({ ctx, palette: this.drawn().look.palette, scale: view.scale, least: leastOf(this.drawn().look) }, sight),
    );
  }

  show(emphasis: Emphasis | null): void {
    const same = emphasis?.loop && emphasis.loop.id === this.emphasis?.loop?.id;
    this.emphasis = emphasis;
    if (!same) {
      clearTimeout(this.timer);
      this.lit = Infinity;
      // A loop lights up link by link because somebody asked for it, and stands at once for those who want no motion.
      if (emphasis?.loop && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.light(0);
    }
    this.refresh();
  }

  /** Draw what a hand holds above everything, until it is let go. */
  hold(ids: ReadonlySet<string> | null, links: readonly Link[]): void {
    this.held = ids ? { ids, links } : null;
    this.refresh();
  }

  private refresh(): void {
    this.layer.refresh("now");
    this.request();
  }

  private light(count: number): void {
    const all = this.emphasis?.links.length ?? 0;
    this.lit = count >= all ? Infinity : count;
    this.refresh();
    if (count < all) this.timer = setTimeout(() => this.light(count + 1), STEP);
  }

  /** Draw what is chosen on any surface. */
  drawOn(pen: Pen, sight: Rect): void {
    if (this.emphasis) this.drawEmphasis(pen, this.emphasis, this.drawn(), sight);
  }

  /** How much of the picture is covered by paper for what is chosen to stand out. */
  get veil(): number {
    if (!this.emphasis?.fades) return this.emphasis?.only ? 0.95 : 0;
    return this.emphasis.only ? 0.95 : 0.76;
  }

  private *paint(pen: Pen, sight: Rect): Generator<void> {
    const { scene, look } = this.drawn();
    if (this.held) yield* this.drawHeld(pen, this.held, scene, look);
    if (this.emphasis) this.drawEmphasis(pen, this.emphasis, { scene, look }, sight);
  }

  private *drawHeld(pen: Pen, { ids, links }: { ids: ReadonlySet<string>; links: readonly Link[] }, scene: Scene, look: Look): Generator<void> {
    drawBoxes(pen, ids, scene, "", look.shown);
    yield* drawLinks(pen, links, scene, look.hue);
    drawThings(pen, ids, scene);
    if (!lettersFit(pen.scale)) return;
    for (const link of links.length > MANY ? [] : links) {
      const curve = link.kind === "INFLUENCES" ? scene.lines.curveOf(link) : null;
      if (curve) drawSymbol(pen, link, pointAt(curve, SIGN_AT), look.hue);
    }
  }

  private drawEmphasis(pen: Pen, emphasis: Emphasis, { scene, look }: Drawn, sight: Rect): void {
    const { model } = scene;
    drawBoxes(pen, emphasis.elements, scene, emphasis.picked, look.shown);
    const signs = scene.lines.signsOf(look.shown.links);
    // What is printed or saved is not half lit.
    const lit = pen.paper ? emphasis.links : emphasis.links.slice(0, this.lit);
    const crowd = lit.length > MANY;
    for (const part of drawLinks(pen, lit, scene, look.hue)) void part;
    drawThings(pen, emphasis.elements, scene);
    for (const [index, link] of crowd ? [] : lit.entries()) {
      const curve = scene.lines.curveOf(link);
      if (!curve) continue;
      const at = signs.get(link.id) ?? SIGN_AT;
      if (link.kind === "INFLUENCES") drawSymbol(pen, link, pointAt(curve, at), look.hue);
      if (link.id === emphasis.picked) drawPicked(pen, { ...pointAt(curve, 0.5), w: 10, h: 10 });
      if (emphasis.loop) drawStep(pen, index + 1, besideSign(curve, at));
    }
    // Of what changed the figure stands on its plate.
    if (!crowd) drawAmounts(pen, lit.filter(({ id, money }) => money && !emphasis.marks?.has(id)), scene.lines, emphasis.picked);
    if (!lettersFit(pen.scale)) drawNames(pen, emphasis, scene, look, sight);
    const picked = scene.places.get(emphasis.picked);
    if (picked && (!model.boxes.has(emphasis.picked) || scene.closed.has(emphasis.picked))) drawPicked(pen, picked);
    if (emphasis.marks) drawMarks(pen, emphasis, emphasis.marks, scene, signs);
    if (emphasis.badges) drawBadges(pen, emphasis.badges, scene);
    if (emphasis.loop) {
      const size = 2 * STEP_RADIUS * Math.max(1, pen.least / pen.scale / STEP_LETTERS);
      const steps = lit.flatMap((link): Rect[] => {
        const curve = scene.lines.curveOf(link);
        return curve ? [{ ...besideSign(curve, signs.get(link.id) ?? SIGN_AT), w: size, h: size }] : [];
      });
      const places = [...emphasis.loop.elements.flatMap((id) => scene.places.get(id) ?? []), ...steps];
      if (places.length > 0) drawRing(pen, emphasis.loop, (radius) => middleOf(places, radius));
    }
  }
}

/** Ground drawn anew would cover what is in a box and does not stand out: of such a box there is the edge, and then its name. */
function drawBoxes(pen: Pen, ids: ReadonlySet<string>, scene: Scene, picked: string, shown: Look["shown"]): void {
  const { model, depths, places, closed } = scene;
  const depth = (id: string): number => depths.get(id) ?? 0;
  const boxed = [...ids].filter((id) => model.boxes.has(id) && !closed.has(id)).sort((one, other) => depth(one) - depth(other));
  for (const id of boxed) {
    const place = places.get(id);
    if (place) drawBox(pen, place, { depth: depth(id), picked: id === picked, bare: scene.standsOut(id, ids, shown) !== place });
  }
}

function* drawLinks(pen: Pen, links: readonly Link[], scene: Scene, hue: Look["hue"]): Generator<void> {
  if (links.length > MANY) return yield* drawMany(pen, links, scene, hue);
  for (const link of links) {
    const curve = scene.lines.curveOf(link);
    const crossings = link.kind === "INFLUENCES" ? scene.lines.crossingsOf(link) : [];
    if (curve) drawLink(pen, link, curve, { hue, marks: true, crossings });
  }
}

function drawThings(pen: Pen, ids: ReadonlySet<string>, { model, places, tabs, depths, closed }: Scene): void {
  for (const id of ids) {
    const element = model.elements.get(id);
    const place = places.get(id);
    if (!element || !place) continue;
    const tab = tabs.get(id);
    if (!model.boxes.has(id)) drawElement(pen, element, place, depths.get(id));
    else if (closed.has(id)) drawClosed(pen, element, place);
    else if (tab) drawTab(pen, element, place, tab);
  }
}

function drawMarks(pen: Pen, { elements, links }: Emphasis, marks: ReadonlyMap<string, Sort>, scene: Scene, signs: ReadonlyMap<string, number>): void {
  const taken = new Ground(120);
  for (const link of links) {
    const [at, curve] = [signs.get(link.id), scene.lines.curveOf(link)];
    if (at !== undefined && curve) taken.take({ ...pointAt(curve, at), w: SIGN, h: SIGN });
  }
  const isFree = (place: Rect): boolean => taken.isFree(place) && scene.lines.isFree(place);
  for (const link of links) {
    const [sort, curve] = [marks.get(link.id), scene.lines.curveOf(link)];
    if (sort && curve) taken.take(markLink(pen, sort, curve, link.money?.text ?? "", isFree));
  }
  for (const id of elements) {
    const [sort, place] = [marks.get(id), scene.places.get(id)];
    if (sort && place) markThing(pen, sort, place);
  }
}

/** Names of what stands out, where the map is too small to hold them. */
function drawNames(pen: Pen, { elements, picked }: Emphasis, scene: Scene, { shown }: Look, sight: Rect): void {
  const { model, places, closed } = scene;
  const ids = [picked, ...[...elements].filter((id) => id !== picked)].slice(0, MOST_NAMES);
  const things = ids.flatMap((id) => {
    const [element, place] = [model.elements.get(id), scene.standsOut(id, elements, shown)];
    // Where a box has its name alone, that is not cut to the width of its tab.
    return element && place ? [{ element, place, box: model.boxes.has(id) && !closed.has(id) && place === places.get(id) }] : [];
  });
  drawLabels(pen, things, sight);
}

/** Along the line from its sign, or beside the line where that is too short for both. */
function besideSign(curve: Curve, at: number): Point {
  if (lengthOf(curve) > 110) return pointAt(curve, at > 0.5 ? at - 0.22 : at + 0.22);
  const { x, y } = pointAt(curve, at);
  const across = angleAt(curve, at) + Math.PI / 2;
  return { x: x + Math.cos(across) * 22, y: y + Math.sin(across) * 22 };
}

/** The number of a link in its loop, so that order is told without motion. */
export function drawStep({ ctx, palette, scale, least }: Pen, step: number, { x, y }: Point): void {
  const size = Math.max(1, least / scale / STEP_LETTERS);
  circle(ctx, x, y, STEP_RADIUS * size);
  ctx.fillStyle = palette.ink;
  ctx.fill();
  ctx.font = font(STEP_LETTERS * size, true);
  ctx.fillStyle = palette.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(step), x, y + size);
}

/** R, B or ? in a ring with an arrow; in the middle of its loop. */
export function drawRing({ ctx, palette, scale }: Pen, loop: Pick<Loop, "type" | "broken">, where: (radius: number) => Point): void {
  const size = Math.max(1, 0.9 / scale);
  const colour = palette.ink;
  const radius = 25 * size;
  const { x, y } = where(radius + 8 * size);
  circle(ctx, x, y, radius + 6 * size);
  ctx.fillStyle = palette.paper;
  ctx.globalAlpha = 0.92;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.lineWidth = 3 * size;
  ctx.strokeStyle = colour;
  if (loop.broken) ctx.setLineDash([5 * size, 5 * size]);
  ctx.beginPath();
  ctx.arc(x, y, radius, -0.35 * Math.PI, 1.45 * Math.PI);
  ctx.stroke();
  ctx.setLineDash([]);
  const tip = { x: x + radius * Math.cos(1.47 * Math.PI), y: y + radius * Math.sin(1.47 * Math.PI) };
  ctx.beginPath();
  ctx.moveTo(tip.x + 9 * size, tip.y);
  ctx.lineTo(tip.x - 4 * size, tip.y - 7 * size);
  ctx.lineTo(tip.x - 3 * size, tip.y + 7 * size);
  ctx.closePath();
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.font = font(26 * size, true);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(loop.type === "undetermined" ? "?" : loop.type, x, y + 2 * size);
}

/** The middle of these places, or the nearest ground to it where a ring of that radius covers none of them. */
export function middleOf(places: readonly Rect[], radius: number): Point {
  const x = places.reduce((sum, place) => sum + place.x, 0) / places.length;
  const y = places.reduce((sum, place) => sum + place.y, 0) / places.length;
  const free = (at: Point): boolean =>
    places.every((place) => Math.abs(place.x - at.x) > place.w / 2 + radius || Math.abs(place.y - at.y) > place.h / 2 + radius);
  for (let away = 0; away < 12; away++) {
    for (let turn = 0; turn < (away === 0 ? 1 : 12); turn++) {
      const angle = (turn * Math.PI) / 6;
      const at = { x: x + Math.cos(angle) * away * radius * 0.6, y: y + Math.sin(angle) * away * radius * 0.6 };
      if (free(at)) return at;
    }
  }
  return { x, y };
}
