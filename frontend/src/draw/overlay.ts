/** What is chosen, on a canvas of its own above the picture: choosing draws little, however large the map is. */

import type { Link, Loop } from "../contract";
import { angleAt, type Curve, lengthOf, type Point, pointAt, type Rect } from "../geometry";
import { drawLabels } from "./labels";
import { font } from "./letters";
import { drawFigure, drawLink, drawSymbol } from "./links";
import { drawMany } from "./many";
import type { Look } from "./picture";
import { MANY, type Scene } from "./scene";
import { circle, drawBox, drawElement, drawPicked, drawTab, lettersFit, type Pen } from "./things";

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
}

/** Milliseconds from one link of a loop to the next. */
const STEP = 240;
const MOST_NAMES = 300;

interface View {
  position: Point;
  scale: number;
}

export class Overlay {
  private readonly canvas = document.createElement("canvas");
  private emphasis: Emphasis | null = null;
  /** How many links of a loop are lit so far. */
  private lit = Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest: { look: Look; view: View } | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly scene: () => Scene,
  ) {
    this.canvas.className = "overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    container.append(this.canvas);
  }

  show(emphasis: Emphasis | null, look: Look, view: View): void {
    const same = emphasis?.loop && emphasis.loop.id === this.emphasis?.loop?.id;
    this.emphasis = emphasis;
    if (!same) {
      clearTimeout(this.timer);
      this.lit = Infinity;
      // A loop lights up link by link because somebody asked for it, and stands at once for those who want no motion.
      if (emphasis?.loop && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.light(0);
    }
    this.draw(look, view);
  }

  private light(count: number): void {
    const all = this.emphasis?.links.length ?? 0;
    this.lit = count >= all ? Infinity : count;
    if (this.latest) this.draw(this.latest.look, this.latest.view);
    if (count < all) this.timer = setTimeout(() => this.light(count + 1), STEP);
  }

  draw(look: Look, view: View): void {
    this.latest = { look, view };
    const ctx = this.canvas.getContext("2d");
    if (!ctx) return;
    const ratio = devicePixelRatio || 1;
    const { clientWidth, clientHeight } = this.container;
    if (this.canvas.width !== Math.round(clientWidth * ratio) || this.canvas.height !== Math.round(clientHeight * ratio)) {
      this.canvas.width = Math.round(clientWidth * ratio);
      this.canvas.height = Math.round(clientHeight * ratio);
    } else {
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
    if (!this.emphasis) return;
    const { position, scale } = view;
    ctx.setTransform(
      ratio * scale,
      0,
      0,
      ratio * scale,
      ratio * (clientWidth / 2 - position.x * scale),
      ratio * (clientHeight / 2 - position.y * scale),
    );
    this.drawEmphasis({ ctx, palette: look.palette, scale }, this.emphasis, look);
  }

  private drawEmphasis(pen: Pen, emphasis: Emphasis, look: Look): void {
    const scene = this.scene();
    const { model } = scene;
    const boxed = [...emphasis.elements].filter((id) => model.boxes.has(id));
    const depth = (id: string): number => scene.depths.get(id) ?? 0;
    boxed.sort((one, other) => depth(one) - depth(other));
    for (const id of boxed) {
      const place = scene.places.get(id);
      if (place) drawBox(pen, place, depth(id), id === emphasis.picked);
    }
    const signs = scene.signsOf(look.shown.links);
    const lit = emphasis.links.slice(0, this.lit);
    const crowd = lit.length > MANY;
    if (crowd) drawMany(pen, lit, scene, look.hue);
    for (const link of crowd ? [] : lit) {
      const curve = scene.curveOf(link);
      const crossings = link.kind === "INFLUENCES" ? scene.crossingsOf(link) : [];
      if (curve) drawLink(pen, link, curve, { hue: look.hue, marks: true, crossings });
    }
    for (const id of emphasis.elements) {
      const element = model.elements.get(id);
      const place = scene.places.get(id);
      if (!element || !place) continue;
      const tab = scene.tabs.get(id);
      if (!model.boxes.has(id)) drawElement(pen, element, place, scene.depths.get(id));
      else if (tab) drawTab(pen, element, place, tab);
    }
    for (const [index, link] of crowd ? [] : lit.entries()) {
      const curve = scene.curveOf(link);
      if (!curve) continue;
      const at = signs.get(link.id) ?? 0.66;
      if (link.kind === "INFLUENCES") drawSymbol(pen, link, pointAt(curve, at), look.hue);
      if (link.money) drawFigure(pen, link.money.text, curve);
      if (link.id === emphasis.picked) drawPicked(pen, { ...pointAt(curve, 0.5), w: 10, h: 10 });
      if (emphasis.loop) drawStep(pen, index + 1, besideSign(curve, at));
    }
    if (!lettersFit(pen.scale)) this.drawNames(pen, emphasis);
    const picked = scene.places.get(emphasis.picked);
    if (picked && !model.boxes.has(emphasis.picked)) drawPicked(pen, picked);
    if (emphasis.loop) {
      const places = emphasis.loop.elements.flatMap((id) => scene.places.get(id) ?? []);
      if (places.length > 0) drawRing(pen, emphasis.loop, places);
    }
  }

  /** Names of what stands out, where the map is too small to hold them. */
  private drawNames(pen: Pen, { elements, picked }: Emphasis): void {
    const { model, places } = this.scene();
    const ids = [picked, ...[...elements].filter((id) => id !== picked)].slice(0, MOST_NAMES);
    const things = ids.flatMap((id) => {
      const [element, place] = [model.elements.get(id), places.get(id)];
      return element && place ? [{ element, place, box: model.boxes.has(id) }] : [];
    });
    const { position, scale } = this.latest?.view ?? { position: { x: 0, y: 0 }, scale: 1 };
    const { clientWidth, clientHeight } = this.container;
    drawLabels(pen, things, { ...position, w: clientWidth / scale, h: clientHeight / scale });
  }
}

/** Along the line from its sign, or beside the line where that is too short for both. */
function besideSign(curve: Curve, at: number): Point {
  if (lengthOf(curve) > 110) return pointAt(curve, at > 0.5 ? at - 0.22 : at + 0.22);
  const { x, y } = pointAt(curve, at);
  const across = angleAt(curve, at) + Math.PI / 2;
  return { x: x + Math.cos(across) * 22, y: y + Math.sin(across) * 22 };
}

/** The number of a link in its loop, so that order is told without motion. */
function drawStep({ ctx, palette, scale }: Pen, step: number, { x, y }: Point): void {
  const size = Math.max(1, 0.8 / scale);
  circle(ctx, x, y, 9 * size);
  ctx.fillStyle = palette.ink;
  ctx.fill();
  ctx.font = font(12 * size, true);
  ctx.fillStyle = palette.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(String(step), x, y + size);
}

/** R, B or ? in a ring with an arrow, in the middle of its loop. */
function drawRing({ ctx, palette, scale }: Pen, loop: Loop, places: readonly Rect[]): void {
  const size = Math.max(1, 0.9 / scale);
  const colour = palette.ink;
  const radius = 25 * size;
  const { x, y } = middleOf(places, radius + 8 * size);
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
