/** The picture in the middle: vis-network holds the view and the things on it; boxes, links and letters are drawn here. */

import type { DataSet as VisDataSet } from "vis-data/esnext";
import { DataSet } from "vis-data/esnext";
import { Network, type Options } from "vis-network/esnext";
import type { Element, Link } from "../contract";
import type { Shown } from "../filters";
import { around, type Point, pointAt, type Rect } from "../geometry";
import { drawLabels, type Labelled } from "./labels";
import { drawLink, drawSymbol, type Hue, type LinkStyle } from "./links";
import { drawMany } from "./many";
import { type Emphasis, Overlay } from "./overlay";
import { LIGHT, type Palette } from "./palette";
import { MANY, type Scene } from "./scene";
import { drawBox, drawElement, drawTab, lettersFit, type Pen } from "./things";

const REACH = 7;
/** Free edge of the map. */
const EDGE = 14;
/** Largest that all of a map, and a part of it, are shown; and what is too small to read, and what is not. */
const LARGEST = 1.9;
const LARGEST_PART = 1.25;
const AROUND = 60;
const STAMP = 0.5;
const READABLE = 0.85;
/** The picture on paper, in dots: some 150 an inch on A3. */
const PAPER = { w: 2400, h: 1400 };
/** Up to this width a window is a phone's. */
const NARROW = 700;

export interface Look {
  shown: Shown;
  hue: Hue;
  palette: Palette;
}

export interface Listener {
  picked(id: string | null): void;
  moved(): void;
  hovered(id: string | null, at: Point): void;
  /** How much of the map the panel covers, from the right and from below, in pixels. */
  covered(): { right: number; bottom: number };
}

interface Node {
  id: number;
  x: number;
  y: number;
  size: number;
}

export class Picture {
  private readonly network: Network;
  private readonly nodes: VisDataSet<Node>;
  private readonly overlay: Overlay;
  private look: Look = { shown: { elements: new Set(), links: [] }, hue: "polarity", palette: LIGHT };
  private drawn: Element[] = [];
  private byWeight: Labelled[] = [];
  private onScreen: { position: Point; scale: number } | null = null;
  private moving = false;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private scene: Scene,
    private readonly listener: Listener,
  ) {
    this.nodes = new DataSet<Node>(this.makeNodes());
    this.network = new Network(container, { nodes: this.nodes as never, edges: [] }, this.options());
    container.querySelector<HTMLElement>(".vis-network")?.setAttribute("tabindex", "-1");
    this.overlay = new Overlay(container, () => this.scene);
    this.network.on("beforeDrawing", (ctx: CanvasRenderingContext2D) => this.drawGround(ctx));
    this.network.on("afterDrawing", (ctx: CanvasRenderingContext2D) => this.drawTop(ctx));
    this.network.on("click", (event: { pointer: { canvas: Point } }) => listener.picked(this.idAt(event.pointer.canvas)));
    this.network.on("dragStart", () => this.setMoving(true));
    this.network.on("dragEnd", () => this.setMoving(false));
    this.network.on("zoom", () => this.setMoving(true, 140));
    this.listen();
  }

  private options(): Options {
    const given = this.scene.model.data.options ?? {};
    return {
      ...given,
      autoResize: true,
      nodes: { shape: "custom", ctxRenderer: (args: { ctx: CanvasRenderingContext2D; id: number }) => this.drawNode(args) },
      edges: { smooth: false },
      physics: false,
      layout: { randomSeed: 1, improvedLayout: false },
      interaction: { dragNodes: false, dragView: true, zoomView: true, hover: false, selectable: false, keyboard: false },
    } as Options;
  }

  private makeNodes(): Node[] {
    const { model, places } = this.scene;
    this.drawn = model.data.elements.filter((each) => places.has(each.id) && !model.boxes.has(each.id));
    const weight = (id: string): number =>
      (model.leaving.get(id)?.length ?? 0) + (model.reaching.get(id)?.length ?? 0);
    const boxes = model.data.boxes.flatMap(({ id }) => {
      const element = model.elements.get(id);
      return element ? [{ element, place: this.placeOf(id), box: true }] : [];
    });
    const others = this.drawn
      .map((element) => ({ element, place: this.placeOf(element.id), box: false }))
      .sort((one, other) => weightOf(other.element, weight) - weightOf(one.element, weight));
    this.byWeight = [...boxes, ...others];
    return this.drawn.map((element, id) => {
      const { x, y, w, h } = this.placeOf(element.id);
      return { id, x, y, size: Math.max(w, h) / 2 };
    });
  }

  private placeOf(id: string): Rect {
    return this.scene.places.get(id) ?? { x: 0, y: 0, w: 0, h: 0 };
  }

  /** Take newer data; the view stays where it is. */
  setScene(scene: Scene): void {
    this.scene = scene;
    const position = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.nodes.clear();
    this.nodes.add(this.makeNodes());
    this.network.moveTo({ position, scale, animation: false });
  }

  setLook(look: Look): void {
    this.look = look;
    this.network.redraw();
  }

  setEmphasis(emphasis: Emphasis | null): void {
    this.container.classList.toggle("faded", emphasis !== null && emphasis.fades);
    this.container.classList.toggle("only", emphasis?.only ?? false);
    this.overlay.show(emphasis, this.look, this.view());
  }

  private view(): { position: Point; scale: number } {
    return { position: this.network.getViewPosition(), scale: this.network.getScale() };
  }

  // ---- drawing

  private pen(ctx: CanvasRenderingContext2D): Pen {
    return { ctx, palette: this.look.palette, scale: this.network.getScale() };
  }

  private readonly style = (link: Link): LinkStyle => ({
    hue: this.look.hue,
    marks: true,
    crossings: link.kind === "INFLUENCES" ? this.scene.crossingsOf(link) : [],
  });

  /** Whether links are shown one by one with their symbols, or as a fabric seen from afar. */
  private fromAfar(): boolean {
    return this.look.shown.links.length > MANY && !lettersFit(this.network.getScale());
  }

  private drawGround(ctx: CanvasRenderingContext2D): void {
    const pen = this.pen(ctx);
    const { boxes } = this.scene.model.data;
    for (const box of boxes) {
      if (!this.look.shown.elements.has(box.id)) continue;
      drawBox(pen, this.placeOf(box.id), this.scene.depths.get(box.id) ?? 0);
    }
    if (this.moving && this.look.shown.links.length > MANY) return;
    if (this.fromAfar()) drawMany(pen, this.look.shown.links, this.scene, this.look.hue);
    else {
      for (const link of this.linksInSight()) {
        const curve = this.scene.curveOf(link);
        if (curve) drawLink(pen, link, curve, this.style(link));
      }
    }
  }

  /** The part of the map that is in the window. */
  private sight(): Rect {
    const { position, scale } = this.view();
    return { ...position, w: this.container.clientWidth / scale, h: this.container.clientHeight / scale };
  }

  /** The links whose curve may be in sight, wide ribbons first so that narrow ones lie on top. */
  private linksInSight(): Link[] {
    const sight = this.sight();
    const links = this.look.shown.links.filter((link) => {
      const curve = this.scene.curveOf(link);
      if (!curve) return false;
      const frame = around([curve.a, curve.b, curve.c].map((each) => ({ ...each, w: 0, h: 0 })));
      return (
        frame !== null &&
        Math.abs(frame.x - sight.x) * 2 <= frame.w + sight.w &&
        Math.abs(frame.y - sight.y) * 2 <= frame.h + sight.h
      );
    });
    return links.sort((one, other) => (other.money?.width ?? 0) - (one.money?.width ?? 0));
  }

  private drawNode({ ctx, id }: { ctx: CanvasRenderingContext2D; id: number }): { drawNode: () => void } {
    const element = this.drawn[id];
    if (element && this.look.shown.elements.has(element.id)) {
      drawElement(this.pen(ctx), element, this.placeOf(element.id), this.scene.depths.get(element.id));
    }
    return { drawNode: () => undefined };
  }

  private drawTop(ctx: CanvasRenderingContext2D): void {
    const pen = this.pen(ctx);
    const { model, tabs } = this.scene;
    if (!this.fromAfar() && !(this.moving && this.look.shown.links.length > MANY)) {
      const signs = this.scene.signsOf(this.look.shown.links);
      for (const link of this.linksInSight()) {
        const curve = this.scene.curveOf(link);
        const at = signs.get(link.id);
        if (curve && at !== undefined) drawSymbol(pen, link, pointAt(curve, at), this.look.hue);
      }
    }
    for (const box of model.data.boxes) {
      const tab = tabs.get(box.id);
      const element = model.elements.get(box.id);
      if (tab && element && this.look.shown.elements.has(box.id)) drawTab(pen, element, this.placeOf(box.id), tab);
    }
    if (!lettersFit(pen.scale)) drawLabels(pen, this.toLabel(), this.sight());
    this.overlay.draw(this.look, this.view());
  }

  /** What is shown, the weightiest first: boxes from the outermost in, then what has most links. */
  private toLabel(): Labelled[] {
    return this.byWeight.flatMap((each) =>
      this.look.shown.elements.has(each.element.id) ? [{ ...each, place: this.placeOf(each.element.id) }] : [],
    );
  }

  private setMoving(moving: boolean, forMilliseconds = 0): void {
    clearTimeout(this.rest);
    if (this.look.shown.links.length <= MANY) return;
    this.moving = moving;
    if (!moving) this.network.redraw();
    else if (forMilliseconds > 0) this.rest = setTimeout(() => this.setMoving(false), forMilliseconds);
  }

  // ---- the view

  /**
   * Show all of it, or the things of those ids, as large as they go beside what covers the right of the map.
   *
   * With `readable` a small screen shows the middle at a size that can be read rather than all of it as a stamp.
   */
  fit(ids?: Iterable<string>, { readable = false } = {}): void {
    const wanted = ids ? [...ids] : [...this.look.shown.elements];
    const frame = around(wanted.flatMap((id) => this.scene.places.get(id) ?? []));
    const room = this.room();
    if (!frame || room.w <= 0) return;
    // Round a part there is ground for the ring of a loop and the start of what leads on.
    const scaleTo = ids ? { w: frame.w + 2 * AROUND, h: frame.h + 2 * AROUND, most: LARGEST_PART } : { ...frame, most: LARGEST };
    let scale = Math.min(room.w / scaleTo.w, room.h / scaleTo.h, scaleTo.most);
    if (readable && scale < STAMP && room.w < NARROW) scale = Math.max(scale, Math.min(READABLE, room.h / frame.h));
    this.centre(frame, Math.max(scale, 0.005));
  }

  /** The part of the window that nothing covers, in pixels of the screen, by its centre. */
  private room(): Rect {
    const { clientWidth, clientHeight } = this.container;
    const covered = this.listener.covered();
    const right = clientWidth - covered.right;
    const bottom = clientHeight - covered.bottom;
    return { x: right / 2, y: bottom / 2, w: right - 2 * EDGE, h: bottom - 2 * EDGE };
  }

  private centre({ x, y }: Point, scale: number): void {
    const room = this.room();
    const { clientWidth, clientHeight } = this.container;
    const position = { x: x + (clientWidth / 2 - room.x) / scale, y: y + (clientHeight / 2 - room.y) / scale };
    this.network.moveTo({ position, scale, animation: false });
  }

  zoom(factor: number): void {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: false });
  }

  /** Move the view by so many pixels of the screen. */
  pan(right: number, down: number): void {
    const { position, scale } = this.view();
    this.network.moveTo({ position: { x: position.x + right / scale, y: position.y + down / scale }, animation: false });
  }

  /**
   * Bring a thing into sight if it is out of it or covered; how large things are stays as it is.
   *
   * Where things are too small to read, it comes near with what it is joined to.
   */
  reveal(id: string, joined: Iterable<string> = []): void {
    const place = this.scene.places.get(id);
    if (!place) return;
    if (!lettersFit(this.network.getScale())) {
      this.fit([id, ...joined]);
      return;
    }
    const scale = this.network.getScale();
    const { x, y } = this.network.canvasToDOM(place);
    const room = this.room();
    const half = { x: (Math.min(place.w, 200) * scale) / 2, y: (Math.min(place.h, 120) * scale) / 2 };
    const inside = Math.abs(x - room.x) <= room.w / 2 - half.x && Math.abs(y - room.y) <= room.h / 2 - half.y;
    if (!inside) this.centre(place, scale);
  }

  /** Draw all of it at the size of paper; `fromPaper` brings back what the screen showed. */
  toPaper(): void {
    this.onScreen ??= this.view();
    const frame = around([...this.look.shown.elements].flatMap((id) => this.scene.places.get(id) ?? []));
    this.resize(`${PAPER.w}px`, `${PAPER.h}px`);
    if (!frame) return;
    const scale = Math.min((PAPER.w - 2 * EDGE) / frame.w, (PAPER.h - 2 * EDGE) / frame.h);
    this.network.moveTo({ position: { x: frame.x, y: frame.y }, scale, animation: false });
    this.network.redraw();
  }

  fromPaper(): void {
    this.resize("", "");
    if (this.onScreen) this.network.moveTo({ ...this.onScreen, animation: false });
    this.onScreen = null;
    this.network.redraw();
  }

  private resize(width: string, height: string): void {
    this.container.style.width = width;
    this.container.style.height = height;
    this.network.setSize("100%", "100%");
  }

  /** Where a place of the map is on the screen. */
  toScreen(point: Point): Point {
    const frame = this.container.getBoundingClientRect();
    const at = this.network.canvasToDOM(point);
    return { x: frame.left + at.x, y: frame.top + at.y };
  }

  redraw(): void {
    this.network.redraw();
  }

  // ---- pointing

  private idAt(point: Point): string | null {
    const thing = this.scene.thingAt(point, this.look.shown.elements);
    if (thing !== null && !this.scene.model.boxes.has(thing)) return thing;
    const link = this.scene.linkAt(point, this.look.shown.links, REACH / this.network.getScale());
    return link?.id ?? thing;
  }

  private pointOf(event: PointerEvent): Point {
    const frame = this.container.getBoundingClientRect();
    return this.network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
  }

  /** Mouse and pen drag things; a finger moves the view, because on glass it must never move a thing by accident. */
  private listen(): void {
    let held: { id: string; start: Point; place: Rect; dragged: boolean } | null = null;
    const drop = (): void => {
      if (held?.dragged) this.listener.moved();
      else if (held) this.listener.picked(held.id);
      held = null;
    };
    this.container.addEventListener(
      "pointerdown",
      (event) => {
        this.listener.hovered(null, { x: 0, y: 0 });
        if (event.pointerType === "touch" || event.button !== 0) return;
        const point = this.pointOf(event);
        const id = this.scene.thingAt(point, this.look.shown.elements);
        if (id === null || this.scene.model.boxes.has(id)) return;
        event.stopPropagation();
        this.container.focus({ preventScroll: true });
        this.container.setPointerCapture(event.pointerId);
        held = { id, start: point, place: this.placeOf(id), dragged: false };
      },
      { capture: true },
    );
    this.container.addEventListener("pointermove", (event) => {
      const point = this.pointOf(event);
      if (held) {
        const right = point.x - held.start.x;
        const down = point.y - held.start.y;
        if (!held.dragged && Math.hypot(right, down) * this.network.getScale() < 4) return;
        held.dragged = true;
        this.move(held.id, { x: held.place.x + right, y: held.place.y + down });
      } else if (event.pointerType !== "touch" && event.buttons === 0) {
        this.listener.hovered(this.idAt(point), { x: event.clientX, y: event.clientY });
      }
    });
    this.container.addEventListener("pointerup", drop);
    this.container.addEventListener("pointercancel", drop);
    this.container.addEventListener("pointerleave", () => this.listener.hovered(null, { x: 0, y: 0 }));
  }

  /** Put a thing somewhere else. */
  move(id: string, to: Point): void {
    this.scene.move(id, to);
    const index = this.drawn.findIndex((each) => each.id === id);
    // vis-network leaves undrawn what it believes to be out of sight, so it has to know; its own redraw follows.
    if (index >= 0) this.network.moveNode(index, to.x, to.y);
    this.network.redraw();
  }

  /** Everything back to where Python put it. */
  putBack(): void {
    const ids = [...this.scene.moved.keys()];
    this.scene.reset();
    for (const id of ids) {
      const { x, y } = this.placeOf(id);
      this.network.moveNode(this.drawn.findIndex((each) => each.id === id), x, y);
    }
    this.network.redraw();
  }
}

function weightOf(element: Element, links: (id: string) => number): number {
  return links(element.id) + (element.kind === "Organisation" ? 1000 : element.outcome ? 500 : 0);
}
