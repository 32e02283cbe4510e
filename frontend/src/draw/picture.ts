/** The picture in the middle: what is shown on it, what is closed, and what hands do to it. */

import type { Link } from "../contract";
import type { Shown } from "../filters";
import { firstFolding, type Folding, MANY_THINGS, OVERVIEW, UNFOLDED, withBox, withInside } from "../folding";
import { around, contains, type Point, pointAt, type Rect } from "../geometry";
import type { Ground } from "../walk";
import { type Covered, EDGE, type FitHow, Framing } from "./framing";
import { listen } from "./gestures";
import { Layer } from "./layer";
import { READ_NEAR } from "./letters";
import { type Drawn, leastOf, type Look } from "./look";
import { Note } from "./note";
import { type Emphasis, Overlay } from "./overlay";
import { Painting } from "./painting";
import { LIGHT } from "./palette";
import type { Scene } from "./scene";
import { Stage } from "./stage";
import type { Surface } from "./surface";
import { lettersFit } from "./things";

/** How near a line a hand must be, in pixels of the screen. */
const REACH = 7;
/** In how many parts a line is told that lies over the picture. */
const POINTS = 24;

export interface Listener {
  picked(id: string | null): void;
  moved(): void;
  hovered(id: string | null, at: Point): void;
  /** How much of the map the panel covers. */
  covered(): Covered;
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
  private readonly painting: Painting;
  private readonly framing: Framing;
  private folding: Folding | null = null;
  /** What is to be shown, and what of that is left with boxes closed. */
  private wanted: Shown = { elements: new Set(), links: [] };
  private look: Look = { shown: { elements: new Set(), links: [] }, hue: "polarity", palette: LIGHT };
  /** What a hand holds: it is drawn above the rest until it is dropped. */
  private held: { ids: ReadonlySet<string>; start: Point } | null = null;
  private emphasis: Emphasis | null = null;

  constructor(
    private readonly container: HTMLElement,
    private scene: Scene,
    private readonly listener: Listener,
  ) {
    const now = (): Drawn => ({ scene: this.scene, look: this.look });
    this.painting = new Painting(now);
    this.ground = new Layer("picture", (ctx, view, sight) =>
      this.painting.paint({ ctx, palette: this.look.palette, scale: view.scale, least: leastOf(this.look) }, sight, this.held?.ids),
    );
    this.overlay = new Overlay(now, () => this.stage.request());
    this.stage = new Stage(container, [this.ground, this.overlay.layer]);
    this.stage.shown = () => listener.shown?.();
    this.framing = new Framing(container, this.stage, this.note, () => listener.covered(), now);
    container.append(this.note.element);
    this.scene.setFolding(this.foldingNow());
    this.painting.sort();
    listen(container, this.stage, {
      handleAt: (at) => this.scene.handleAt(at, this.look.shown.elements),
      drag: (id, by) => this.drag(id, by),
      dropped: () => this.drop(),
      tapped: (at) => this.tap(at),
      tappedTwice: (at) => this.tapTwice(at),
      over: (at, screen) => listener.hovered(at === null ? null : this.idAt(at), screen),
    });
  }

  /** Say whether something lies over the whole picture. */
  cover(covered: boolean): void {
    this.stage.cover(covered);
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
    this.painting.sort();
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
    if (overview) this.fit(undefined, { readable: folding.overview });
    this.listener.folded?.(folding);
  }

  /** Close a box into one thing, with one line for all links of a sort that run from it to another; or open it. */
  turn(id: string): void {
    this.change(withBox(this.foldingNow(), id, !this.isFolded(id)));
  }

  /** Close every outermost box, on a large map all but organisations in places of their own; or open everything. */
  foldAll(close: boolean): void {
    const { overview, boxes } = this.scene.model.data;
    const outermost = boxes.flatMap(({ id, parent }) => (parent === null ? id : []));
    if (!close) this.change(UNFOLDED);
    else this.change(overview ? OVERVIEW : { ...UNFOLDED, closed: new Set(outermost) });
  }

  isFolded(id: string): boolean {
    return this.scene.closed.has(id);
  }

  /** Say in one line what is folded away. */
  private say(): void {
    const { isOverview, closed } = this.scene;
    const ways = { "Open everything": () => this.foldAll(false) };
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
      this.note.show("Everything is open.", { "Organisations only": () => this.foldAll(true) });
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

  /** What all that is shown takes on the map, with room for lines at its edge; null where nothing is shown. */
  whole(): Rect | null {
    const places = [...this.look.shown.elements].flatMap((id) => this.scene.places.get(id) ?? []);
    const curves = this.look.shown.links.flatMap((link) => this.scene.lines.curveOf(link) ?? []);
    const points = curves.flatMap((curve) => [0, 0.25, 0.5, 0.75, 1].map((t) => ({ ...pointAt(curve, t), w: 2 * EDGE, h: 2 * EDGE })));
    const frame = around([...places, ...points]);
    return frame && { ...frame, w: frame.w + EDGE, h: frame.h + EDGE };
  }

  /** Draw all that is shown on a surface, as on paper: light, every name in its place, what is chosen above the rest. */
  drawOn(ctx: Surface, sight: Rect): void {
    const pen = { ctx, palette: LIGHT, scale: 1, least: READ_NEAR, paper: true };
    for (const part of this.painting.paint(pen, sight)) void part;
    if (this.overlay.veil > 0) {
      ctx.globalAlpha = this.overlay.veil;
      ctx.fillStyle = LIGHT.paper;
      ctx.fillRect(sight.x - sight.w / 2, sight.y - sight.h / 2, sight.w, sight.h);
      ctx.globalAlpha = 1;
    }
    this.overlay.drawOn(pen, sight);
  }

  // ---- the view

  /** Show all of it, or the things of those ids; see `Framing.fit`. */
  fit(ids?: Iterable<string>, how: FitHow = {}): void {
    this.framing.fit(ids, how);
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
    for (let around = this.scene.standIn(id); around !== id; around = this.scene.standIn(id)) this.turn(around);
    if (!this.scene.places.has(id) && this.scene.isOverview) this.foldAll(false);
    const place = this.scene.places.get(id);
    if (!place) return;
    if (lettersFit(this.stage.scale)) this.framing.reveal(place);
    else this.fit([id, ...joined]);
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
    const curve = this.scene.lines.curveOf(link);
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
    const marked = lettersFit(this.stage.scale) ? this.scene.markAt(at, this.look.shown.elements, this.stage.scale) : null;
    if (marked === null) this.listener.picked(this.idAt(at));
    else this.turn(marked);
  }

  private tapTwice(at: Point): void {
    const thing = this.scene.thingAt(at, this.look.shown.elements);
    const marked = this.scene.markAt(at, this.look.shown.elements, this.stage.scale);
    if (thing !== null && marked === null && this.scene.model.boxes.has(thing)) this.turn(thing);
  }

  private idAt(point: Point): string | null {
    const thing = this.scene.thingAt(point, this.look.shown.elements);
    // A link that runs behind a name is not meant by whoever points at the name; an open box is ground but for its tab.
    const tab = thing === null ? undefined : this.scene.tabs.get(thing);
    if (thing !== null && (!tab || contains(tab, point))) return thing;
    const link = this.scene.lines.linkAt(point, this.look.shown.links, REACH / this.stage.scale);
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
    const shown = this.look.shown.elements.has(id) && this.scene.canMove(id);
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
