/** The picture in the middle: what is drawn in which order, the view of it, and what hands do to it. */

import type { Element, Link } from "../contract";
import type { Shown } from "../filters";
import { firstFolding, type Folding, MANY_THINGS, UNFOLDED, OVERVIEW, withBox, withInside } from "../folding";
import { around, type Point, pointAt, type Rect } from "../geometry";
import { listen } from "./gestures";
import { drawLabels, type Labelled } from "./labels";
import { Layer, type View } from "./layer";
import { drawLink, drawSymbol, type Hue, type LinkStyle } from "./links";
import { drawMany } from "./many";
import { type Emphasis, Overlay } from "./overlay";
import { LIGHT, type Palette } from "./palette";
import { drawLinkLabels, LABELS_FROM } from "./linklabels";
import { Note } from "./note";
import { MANY, markOf, type Scene } from "./scene";
import { Stage } from "./stage";
import type { Surface } from "./surface";
import type { Ground } from "../walk";
import { drawBox, drawClosed, drawElement, drawFoldMark, drawTab, lettersFit, type Pen } from "./things";

const REACH = 7;
/** Free edge of the map. */
const EDGE = 14;
/** Largest that all of a map, and a part of it, are shown; and what is too small to read, and what is not. */
const LARGEST = 1.9;
const LARGEST_FAR = 3.4;
const LARGEST_PART = 1.25;
const AROUND = 60;
const STAMP = 0.5;
const READABLE = 0.85;
/** The picture on paper, in dots: some 150 an inch on A3. */
const PAPER = { w: 2400, h: 1400 };
/** Up to this width a window is a phone's. */
const NARROW = 700;
/** How many things are drawn before the page may see to something else. */
const PART = 400;
/** In how many parts a line is told that lies over the picture. */
const POINTS = 24;

export interface Look {
  shown: Shown;
  hue: Hue;
  palette: Palette;
  /** Whether links have words at any size; close by they have them too, unless `quiet`. */
  labels?: boolean;
  /** Whether links have no words by themselves: a story tells them beside the map. */
  quiet?: boolean;
}

export interface Listener {
  picked(id: string | null): void;
  moved(): void;
  hovered(id: string | null, at: Point): void;
  /** How much of the map the panel covers, from the right and from below, in pixels. */
  covered(): { right: number; bottom: number };
  /** Somebody opened or closed boxes. */
  folded?(folding: Folding): void;
  /** Somebody asks for all of the map instead of a part. */
  whole?(): void;
  /** Another frame is on the screen. */
  shown?(): void;
}

export class Picture {
  private readonly stage: Stage;
  private readonly ground: Layer;
  private readonly overlay: Overlay;
  private readonly note = new Note();
  private folding: Folding | null = null;
  /** What is to be shown, and what of that is left with boxes closed. */
  private wanted: Shown = { elements: new Set(), links: [] };
  private look: Look = { shown: { elements: new Set(), links: [] }, hue: "polarity", palette: LIGHT };
  /** What is not a box, in the order of the data; and everything, the weightiest first. */
  private drawn: Element[] = [];
  private byWeight: Labelled[] = [];
  /** What a hand holds: it is drawn above the rest until it is dropped. */
  private held: { ids: ReadonlySet<string>; start: Point } | null = null;
  private onScreen: View | null = null;
  private emphasis: Emphasis | null = null;

  constructor(
    private readonly container: HTMLElement,
    private scene: Scene,
    private readonly listener: Listener,
  ) {
    this.ground = new Layer("picture", (ctx, view, sight) => this.paint({ ctx, palette: this.look.palette, scale: view.scale }, sight));
    this.overlay = new Overlay(() => ({ scene: this.scene, look: this.look }), () => this.stage.request());
    this.stage = new Stage(container, [this.ground, this.overlay.layer]);
    this.stage.shown = () => listener.shown?.();
    container.append(this.note.element);
    this.scene.setFolding(this.foldingNow());
    this.sort();
    listen(container, this.stage, {
      handleAt: (at) => this.scene.handleAt(at, this.look.shown.elements),
      drag: (id, by) => this.drag(id, by),
      dropped: () => this.drop(),
      tapped: (at) => this.tap(at),
      tappedTwice: (at) => this.tapTwice(at),
      over: (at, screen) => listener.hovered(at === null ? null : this.idAt(at), screen),
    });
  }

  /** Put what is drawn in order: boxes from the outermost in, then what has most links. */
  private sort(): void {
    const { model, places } = this.scene;
    this.drawn = model.data.elements.filter((each) => places.has(each.id) && !model.boxes.has(each.id));
    const weight = ({ id, kind, outcome }: Element): number =>
      (model.leaving.get(id)?.length ?? 0) +
      (model.reaching.get(id)?.length ?? 0) +
      (kind === "Organisation" ? 1000 : outcome ? 500 : 0);
    const boxes = model.data.boxes.flatMap(({ id }) => (places.has(id) ? (model.elements.get(id) ?? []) : []));
    const weights = new Map(this.drawn.map((each) => [each.id, weight(each)]));
    const others = [...this.drawn].sort((one, other) => (weights.get(other.id) ?? 0) - (weights.get(one.id) ?? 0));
    this.byWeight = [
      ...boxes.map((element) => ({ element, box: !this.scene.closed.has(element.id) })),
      ...others.map((element) => ({ element, box: false })),
    ].map((each) => ({ ...each, place: this.placeOf(each.element.id) }));
  }

  private placeOf(id: string): Rect {
    return this.scene.places.get(id) ?? { x: 0, y: 0, w: 0, h: 0 };
  }

  /** Take newer data; the view stays where it is. */
  setScene(scene: Scene): void {
    this.scene = scene;
    this.setFolding(this.folding);
  }

  setLook(look: Look): void {
    this.wanted = look.shown;
    this.look = { ...look, shown: this.scene.fold(look.shown) };
    this.say();
    this.redraw();
  }

  // ---- folding

  /** Close and open boxes, null for how the map opens; the view stays where it is. */
  setFolding(folding: Folding | null): void {
    this.folding = folding;
    this.scene.setFolding(this.foldingNow());
    this.sort();
    this.setLook({ ...this.look, shown: this.wanted });
    this.setEmphasis(this.emphasis);
  }

  /** How boxes are now: as somebody chose, or as the map opens. */
  private foldingNow(): Folding {
    return this.folding ?? firstFolding(this.scene.model);
  }

  private change(folding: Folding): void {
    const overview = folding.overview !== this.foldingNow().overview;
    this.setFolding(folding);
    if (overview) this.fit();
    this.listener.folded?.(folding);
  }

  /** Close a box into one thing, with one line for all links of a sort that run from it to another. */
  fold(id: string): void {
    this.change(withBox(this.foldingNow(), id, true));
  }

  unfold(id: string): void {
    this.change(withBox(this.foldingNow(), id, false));
  }

  /** Close every outermost box; on a large map only organisations are left, in places of their own. */
  foldAll(): void {
    const { overview, boxes } = this.scene.model.data;
    const outermost = boxes.flatMap(({ id, parent }) => (parent === null ? id : []));
    this.change(overview ? OVERVIEW : { ...UNFOLDED, closed: new Set(outermost) });
  }

  unfoldAll(): void {
    this.change(UNFOLDED);
  }

  isFolded(id: string): boolean {
    return this.scene.closed.has(id);
  }

  /** Say in one line what is folded away. */
  private say(): void {
    const { isOverview, closed } = this.scene;
    const ways = { "Open everything": () => this.unfoldAll() };
    const part = this.emphasis?.only === true && this.wanted.elements.size > MANY_THINGS;
    if (part) {
      const name = this.scene.model.elements.get(this.emphasis?.picked ?? "")?.name;
      const what = name ? `“${name}” and what it is joined to` : "what was chosen and what it is joined to";
      const all = this.wanted.elements.size.toLocaleString("en-GB");
      this.note.show(`This is ${what}.`, { [`Show all ${all} things`]: () => this.listener.whole?.() });
    } else if (isOverview) {
      const away = this.wanted.elements.size - this.look.shown.elements.size;
      this.note.show(`Organisations first: ${away.toLocaleString("en-GB")} things are folded away.`, ways);
    } else if (closed.size > 0) {
      this.note.show(closed.size === 1 ? "One box is closed." : `${closed.size.toLocaleString("en-GB")} boxes are closed.`, ways);
    } else if (this.wanted.elements.size > MANY_THINGS && this.scene.model.data.overview) {
      this.note.show("Everything is open.", { "Organisations only": () => this.foldAll() });
    } else this.note.show("");
  }

  setEmphasis(emphasis: Emphasis | null): void {
    this.emphasis = emphasis;
    this.container.classList.toggle("faded", emphasis !== null && emphasis.fades && !emphasis.only);
    this.container.classList.toggle("only", emphasis?.only ?? false);
    this.overlay.show(emphasis && this.lifted(emphasis));
    this.say();
  }

  /** What stands out, where closed boxes stand for what is in them. */
  private lifted(emphasis: Emphasis): Emphasis {
    const { scene } = this;
    return {
      ...emphasis,
      elements: new Set([...emphasis.elements].map((id) => scene.standIn(id))),
      links: scene.foldLinks(emphasis.links),
      picked: scene.standIn(emphasis.picked),
    };
  }

  redraw(): void {
    this.ground.refresh("now");
    this.overlay.layer.refresh("now");
    this.stage.request();
  }

  // ---- drawing

  private readonly style = (link: Link): LinkStyle => ({
    hue: this.look.hue,
    marks: true,
    crossings: link.kind === "INFLUENCES" ? this.scene.crossingsOf(link) : [],
  });

  private *paint(pen: Pen, sight: Rect): Generator<void> {
    const { model, tabs, depths } = this.scene;
    const { shown, hue } = this.look;
    const visible = (id: string): boolean =>
      shown.elements.has(id) && !this.held?.ids.has(id) && overlaps(this.placeOf(id), sight);
    const links = this.scene.linksIn(sight, shown.links).filter((link) => !this.isHeld(link));
    // Many links seen from afar are a fabric: what looks alike is one stroke, without signs.
    const afar = shown.links.length > MANY && !lettersFit(pen.scale);
    yield;
    const [closed, boxes] = [this.scene.closed, model.data.boxes.filter((box) => visible(box.id))];
    for (const parts = inParts(boxes); ; yield) {
      const part = parts.next();
      if (part.done) break;
      for (const { id } of part.value) if (!closed.has(id)) drawBox(pen, this.placeOf(id), depths.get(id) ?? 0);
    }
    if (afar) yield* drawMany(pen, links, this.scene, hue);
    else {
      for (const [index, link] of links.entries()) {
        const curve = this.scene.curveOf(link);
        if (curve) drawLink(pen, link, curve, this.style(link));
        if (index % PART === PART - 1) yield;
      }
    }
    let count = 0;
    for (const element of this.drawn) {
      if (!visible(element.id)) continue;
      drawElement(pen, element, this.placeOf(element.id), depths.get(element.id));
      if (++count % PART === 0) yield;
    }
    if (!afar) {
      const signs = this.scene.signsOf(shown.links);
      for (const link of links) {
        const curve = this.scene.curveOf(link);
        const at = signs.get(link.id);
        if (curve && at !== undefined) drawSymbol(pen, link, pointAt(curve, at), hue);
      }
      if (this.look.labels || (!this.look.quiet && pen.scale >= LABELS_FROM)) drawLinkLabels(pen, links, this.scene, signs);
    }
    for (const { id } of boxes) {
      const [tab, element, place] = [tabs.get(id), model.elements.get(id), this.placeOf(id)];
      if (element && closed.has(id)) drawClosed(pen, element, place);
      else if (element && tab) drawTab(pen, element, place, tab);
      const mark = markOf(place, tab);
      if (mark) drawFoldMark(pen, mark, closed.has(id));
    }
    yield;
    if (!lettersFit(pen.scale)) drawLabels(pen, this.toLabel(visible), sight);
  }

  /** What all that is shown takes on the map, with room for lines at its edge; null where nothing is shown. */
  whole(): Rect | null {
    const places = [...this.look.shown.elements].flatMap((id) => this.scene.places.get(id) ?? []);
    const curves = this.look.shown.links.flatMap((link) => this.scene.curveOf(link) ?? []);
    const points = curves.flatMap((curve) => [0, 0.25, 0.5, 0.75, 1].map((t) => ({ ...pointAt(curve, t), w: 2 * EDGE, h: 2 * EDGE })));
    const frame = around([...places, ...points]);
    return frame && { ...frame, w: frame.w + EDGE, h: frame.h + EDGE };
  }

  /** Draw all that is shown on a surface, as on paper: light, every name in its place, what is chosen above the rest. */
  drawOn(ctx: Surface, sight: Rect): void {
    const pen = { ctx, palette: LIGHT, scale: 1 };
    for (const part of this.paint(pen, sight)) void part;
    if (this.overlay.veil > 0) {
      ctx.globalAlpha = this.overlay.veil;
      ctx.fillStyle = LIGHT.paper;
      ctx.fillRect(sight.x - sight.w / 2, sight.y - sight.h / 2, sight.w, sight.h);
      ctx.globalAlpha = 1;
    }
    this.overlay.drawOn(pen, sight);
  }

  private toLabel(visible: (id: string) => boolean): Labelled[] {
    return this.byWeight.flatMap((each) =>
      visible(each.element.id) ? [{ ...each, place: this.placeOf(each.element.id) }] : [],
    );
  }

  // ---- the view

  /**
   * Show all of it, or the things of those ids, as large as they go beside what covers the right of the map.
   *
   * With `far` few things are shown larger still, for those who read them from afar. With `readable` a small screen shows the middle at a size that can be read rather than all of it as a stamp.
   */
  fit(ids?: Iterable<string>, { readable = false, far = false } = {}): void {
    const wanted = ids ? [...ids].map((id) => this.scene.standIn(id)) : [...this.look.shown.elements];
    const frame = around(wanted.flatMap((id) => this.scene.places.get(id) ?? []));
    const room = this.room();
    if (!frame || room.w <= 0) return;
    // Round a part there is ground for the ring of a loop and the start of what leads on.
    const scaleTo = ids ? { w: frame.w + 2 * AROUND, h: frame.h + 2 * AROUND, most: LARGEST_PART } : { ...frame, most: far ? LARGEST_FAR : LARGEST };
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
    const top = this.note.element.offsetHeight;
    return { x: right / 2, y: (top + bottom) / 2, w: right - 2 * EDGE, h: bottom - top - 2 * EDGE };
  }

  private centre({ x, y }: Point, scale: number): void {
    const room = this.room();
    const { clientWidth, clientHeight } = this.container;
    const position = { x: x + (clientWidth / 2 - room.x) / scale, y: y + (clientHeight / 2 - room.y) / scale };
    this.stage.moveTo(position, scale);
  }

  /** Zoom about the middle. */
  zoom(factor: number): void {
    this.stage.zoom(factor);
  }

  /** Move the view by so many pixels of the screen. */
  pan(right: number, down: number): void {
    const { position, scale } = this.stage;
    this.stage.moveTo({ x: position.x + right / scale, y: position.y + down / scale });
  }

  /**
   * Bring a thing into sight if it is out of it or covered; how large things are stays as it is.
   *
   * Where things are too small to read, it comes near with what it is joined to.
   */
  reveal(id: string, joined: Iterable<string> = []): void {
    // What is folded away is opened: first the closed boxes around it, or everything where it stands in none.
    for (let around = this.scene.standIn(id); around !== id; around = this.scene.standIn(id)) this.unfold(around);
    if (!this.scene.places.has(id) && this.scene.isOverview) this.unfoldAll();
    const place = this.scene.places.get(id);
    if (!place) return;
    const { scale } = this.stage;
    if (!lettersFit(scale)) {
      this.fit([id, ...joined]);
      return;
    }
    const { x, y } = this.stage.toWindow(place);
    const room = this.room();
    const half = { x: (Math.min(place.w, 200) * scale) / 2, y: (Math.min(place.h, 120) * scale) / 2 };
    const inside = Math.abs(x - room.x) <= room.w / 2 - half.x && Math.abs(y - room.y) <= room.h / 2 - half.y;
    if (!inside) this.centre(place, scale);
  }

  /** Draw all of it at the size of paper; `fromPaper` brings back what the screen showed. */
  toPaper(): void {
    this.onScreen ??= { position: this.stage.position, scale: this.stage.scale };
    const frame = around([...this.look.shown.elements].flatMap((id) => this.scene.places.get(id) ?? []));
    this.resize(`${PAPER.w}px`, `${PAPER.h}px`);
    if (frame) this.stage.moveTo(frame, Math.min((PAPER.w - 2 * EDGE) / frame.w, (PAPER.h - 2 * EDGE) / frame.h));
    this.redraw();
    this.stage.show();
  }

  fromPaper(): void {
    this.resize("", "");
    if (this.onScreen) this.stage.moveTo(this.onScreen.position, this.onScreen.scale);
    this.onScreen = null;
    this.redraw();
    this.stage.show();
  }

  private resize(width: string, height: string): void {
    this.container.style.width = width;
    this.container.style.height = height;
    this.stage.measure();
  }

  /** Where a place of the map is on the screen. */
  toScreen(point: Point): Point {
    const frame = this.container.getBoundingClientRect();
    const at = this.stage.toWindow(point);
    return { x: frame.left + at.x, y: frame.top + at.y };
  }

  /** Where a thing is in the window on the map. */
  frameOf(id: string): Rect {
    const { x, y, w, h } = this.placeOf(id);
    const { scale } = this.stage;
    return { ...this.stage.toWindow({ x, y }), w: w * scale, h: h * scale };
  }

  /** Where a link runs in the window on the map, from its beginning to its end; empty where it is not drawn. */
  lineOf(link: Link): Point[] {
    const curve = this.scene.curveOf(link);
    return curve ? Array.from({ length: POINTS + 1 }, (_, step) => this.stage.toWindow(pointAt(curve, step / POINTS))) : [];
  }

  /** What can be gone about: what is drawn, where boxes are closed. */
  get drawnNow(): Ground {
    const { model, places, closed } = this.scene;
    return { model, places, closed, shown: this.look.shown };
  }

  // ---- pointing

  /** A mark opens or closes its box; whatever else is there is chosen. */
  private tap(at: Point): void {
    const marked = lettersFit(this.stage.scale) ? this.scene.markAt(at, this.look.shown.elements) : null;
    if (marked === null) this.listener.picked(this.idAt(at));
    else this.turn(marked);
  }

  private tapTwice(at: Point): void {
    const thing = this.scene.thingAt(at, this.look.shown.elements);
    const marked = this.scene.markAt(at, this.look.shown.elements);
    if (thing !== null && marked === null && this.scene.model.boxes.has(thing)) this.turn(thing);
  }

  private turn(id: string): void {
    if (this.isFolded(id)) this.unfold(id);
    else this.fold(id);
  }

  private idAt(point: Point): string | null {
    const thing = this.scene.thingAt(point, this.look.shown.elements);
    if (thing !== null && !this.scene.model.boxes.has(thing)) return thing;
    const link = this.scene.linkAt(point, this.look.shown.links, REACH / this.stage.scale);
    return link?.id ?? thing;
  }

  private isHeld({ from, to }: Link): boolean {
    return this.held !== null && (this.held.ids.has(from) || this.held.ids.has(to));
  }

  /** Take a thing along, a box with all that is in it. */
  private drag(id: string, by: Point): void {
    if (!this.held) {
      this.held = { ids: withInside(this.scene.model, id), start: this.scene.ownPlace(id) ?? by };
      this.ground.refresh("soon");
      this.overlay.hold(this.held.ids, this.look.shown.links.filter((link) => this.isHeld(link)));
    }
    const { start } = this.held;
    this.scene.move(id, { x: start.x + by.x, y: start.y + by.y });
    this.overlay.layer.refresh("now");
    this.stage.request();
  }

  private drop(): void {
    this.held = null;
    this.overlay.hold(null, []);
    this.redraw();
    this.listener.moved();
  }

  /** Where a thing stands that may be dragged; null for what may not. */
  placeOfDrawn(id: string): Point | null {
    const shown = this.look.shown.elements.has(id) && !this.scene.isOverview;
    return (shown && this.scene.ownPlace(id)) || null;
  }

  /** Put a thing somewhere else. */
  move(id: string, to: Point): void {
    this.scene.move(id, to);
    this.redraw();
  }

  /** Everything back to where Python put it. */
  putBack(): void {
    this.scene.reset();
    this.redraw();
  }
}

function overlaps(one: Rect, other: Rect): boolean {
  return Math.abs(one.x - other.x) * 2 <= one.w + other.w && Math.abs(one.y - other.y) * 2 <= one.h + other.h;
}

function* inParts<T>(things: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < things.length; at += PART) yield things.slice(at, at + PART);
}
