/** The page: rail of views, map, details; one state, shown by one function. */

import { has, isDrawn, isFound, known, openedOnPart } from "./choice";
import { Comments } from "./comments";
import type { PageData } from "./contract";
import { download } from "./dom";
import { Picture } from "./draw/picture";
import type { Scene } from "./draw/scene";
import { editionOf } from "./edition";
import { emphasise } from "./emphasis";
import { apply, type Hidden, type Layer, NOTHING_HIDDEN, type Shown } from "./filters";
import { sayBack, sayFiltered } from "./filtered";
import { firstPick } from "./folding";
import { type Point, pointAt } from "./geometry";
import { listenForKeys, ZOOM } from "./keys";
import { lookOf } from "./looks";
import { makeModel, type Model, nameOf } from "./model";
import { showProjected, stepOr } from "./panels/projected";
import { layOnPaper } from "./save/saving";
import { Scenes } from "./scenes";
import { SearchBox } from "./searchbox";
import { type Shell, makeShell } from "./shell";
import { keepsChoice, Side } from "./side";
import { readFragment, START, type State, writeFragment } from "./state";
import { Theme } from "./theme";
import { takeTongue } from "./tongue";
import { hoverText, Tip } from "./tip";
import { Twin } from "./twin";
import { FRONT, hiddenBy, openedFor, questionBeside, type View, viewNamed, viewsOf } from "./views";
import { askBeforeLeaving, listenToWindow, writeAddress } from "./window";

export class App {
  /** Everything on the page, as it is for what was chosen. */
  model: Model;
  /** The view shown; null on the front page. */
  view: View | null = null;
  state: State;
  private views: View[];
  private scenes: Scenes;
  private scene: Scene;
  private readonly side = new Side(this);
  private readonly theme = new Theme(() => this.show());
  private readonly shell: Shell;
  readonly picture: Picture;
  private readonly twin: Twin;
  private readonly search: SearchBox;
  private readonly tip = new Tip();
  readonly comments = new Comments(() => this.showMade());
  private lookShown = "";
  /** What the view shows of what it draws, after all filters. */
  shown: Shown = { elements: new Set(), links: [] };
  /** What the reader's choices leave out, in one line; "" where nothing. */
  filtered = "";

  /** @param source All that the page holds. */
  constructor(public source: PageData) {
    const state = readFragment(location.hash);
    takeTongue(source);
    this.model = makeModel(editionOf(source, state));
    this.views = viewsOf(this.model.data);
    this.scenes = new Scenes(this.model);
    this.state = this.known(state);
    this.view = this.viewNow();
    this.state = openedOnPart(this.state, this.view, this.model);
    this.scene = this.scenes.of(this.view);
    this.side.turn(this.view);
    this.shell = makeShell({
      view: (id) => this.go(id),
      pick: (id) => this.pick(id, true),
      tool: (id) => this.toggleSide(id),
      projector: () => this.set({ projector: !this.state.projector }),
      turn: this.turnPage,
      theme: () => this.theme.turnDark(),
      contrast: () => this.theme.turnStrong(),
      close: () => this.close(),
      zoom: (way) => this.picture.zoom(way > 0 ? ZOOM : 1 / ZOOM),
      fit: () => this.picture.fit(),
      savePositions: () => download("positions.csv", this.scenes.positions(this.view), "text/csv"),
      putBack: () => this.putBack(),
    });
    this.search = new SearchBox(this.shell.search, this.shell.results, (id) => this.openDetails(id), (text) => this.say(text));
    this.shell.root.append(this.tip.element);
    document.body.prepend(this.shell.root);
    this.fillShell();
    // The panes take their final size before the picture is made, so that it is drawn once and not twice.
    this.applyFrame();
    this.picture = new Picture(this.shell.map, this.scene, {
      picked: (id) => this.pick(id ?? "", false),
      moved: () => this.showMoved(),
      covered: () => this.shell.covered(),
      folded: (folding) => this.set({ folding }),
      whole: () => {
        this.set({ near: false });
        this.picture.fit();
      },
      shown: () => this.twin?.stand(),
      hovered: (id, at) => this.tip.show(id === null ? "" : hoverText(this.model, id), at),
    });
    this.twin = new Twin(this.shell.map, this.picture, (id) => this.openDetails(id));
    if (this.state.folding) this.picture.setFolding(this.state.folding);
    this.listen();
    this.show();
    this.begin();
  }

  // ---- changing what is shown

  /** Some of a state that may come from anywhere, without what this map does not have. */
  private known(state: State): State {
    return known(state, this.model, this.views, (view) => this.scenes.of(view).model);
  }

  /** What the view draws of everything. */
  get drawn(): Model {
    return this.scene.model;
  }

  /** Whether there is a thing, link or loop of that id, on the map or on this view of it. */
  has(id: string): boolean {
    return has(this.model, id) || has(this.drawn, id);
  }

  nameOf(id: string): string {
    return nameOf(this.model.elements.has(id) ? this.model : this.drawn, id);
  }

  private viewNow(): View | null {
    return this.state.view === FRONT ? null : viewNamed(this.views, this.state.view);
  }

  set(change: Partial<State>): void {
    const resized = change.projector !== undefined || change.view !== undefined;
    const turned = change.view !== undefined && change.view !== this.state.view;
    this.state = { ...this.state, ...change };
    if (change.year !== undefined || change.scenario !== undefined) this.renew();
    writeAddress(this.state, turned);
    this.show();
    if (resized) this.fitNextFrame();
  }

  /** Take the view of the state: its part of the map, and its panel. */
  private turn(): void {
    const view = this.viewNow();
    if (view === this.view) return;
    this.view = view;
    this.side.turn(view);
    const scene = this.scenes.of(view);
    if (scene === this.scene) return;
    this.scene = scene;
    this.picture.setScene(scene);
    this.lookShown = "";
    this.showMoved();
  }

  /** Fit the map once the picture has learnt of its new size; what is chosen stays in sight. */
  private readonly fitNextFrame = (): number => requestAnimationFrame(() => this.begin());

  private begin(): void {
    this.picture.fit(undefined, { readable: true });
    this.revealPick();
  }

  /** Turn to a view. What is chosen stays chosen where the view has it. */
  go(id: string): void {
    const view = id === FRONT ? null : viewNamed(this.views, id);
    const pick = view && isDrawn(this.model, view, this.state.pick) ? this.state.pick : "";
    const hidden = view?.hide ? hiddenBy(view) : this.view?.hide ? NOTHING_HIDDEN : this.state.hidden;
    // Boxes are closed and opened on the picture of the whole; a part is small enough.
    const folding = view?.part || this.view?.part ? null : this.state.folding;
    const start = view?.shape === "whole" && !pick ? firstPick(this.model) : "";
    this.set({ view: view?.id ?? FRONT, pick: pick || start, near: start !== "", layers: null, hidden, step: 0, folding });
    this.say(view?.question ?? "About this map");
  }

  private readonly turnPage = (way: number): void => stepOr(this, way, () => this.go(questionBeside(this.views, this.view, way)));

  /** Choose an element, a link or a loop; "" for nothing. */
  pick(id: string, reveal: boolean): void {
    if (id) this.side.chosen(this.view);
    // Of a loop that is chosen the whole is shown first, and then its steps.
    const step = this.model.loops.has(id) ? 0 : this.state.step;
    const change = { pick: id, step, near: id === "" ? false : this.state.near };
    const off = id && (!this.view || this.view.shape === "tables");
    this.set(off ? { ...change, ...openedFor(this.views, this.model, id) } : change);
    if (id && reveal) this.revealPick();
  }

  /** Choose what somebody walked to or found, and go on to what stands beside the map about it. */
  private openDetails(id: string): void {
    this.pick(id, true);
    this.shell.panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Show what choosing something would show; "" for what is chosen. */
  preview(id: string): void {
    this.picture.setEmphasis(id ? emphasise(this.drawn, { ...this.state, pick: id, step: 0, near: false }, this.shown, this.view) : this.emphasis());
  }

  private revealPick(): void {
    if (!this.state.pick) return;
    const link = this.drawn.links.get(this.state.pick);
    const found = isFound(this.model, this.state.pick);
    if (!found) this.picture.reveal(link?.to ?? this.state.pick, this.emphasis()?.elements);
    if (found || this.state.near) this.picture.fit(this.emphasis()?.elements);
  }

  /** What is chosen, as it stands on the picture: the closed box where it is in one. */
  get pickedNow(): string {
    return this.scene.standIn(this.state.pick);
  }

  toggleLayer(layer: Layer): void {
    const layers = new Set(this.layers());
    if (!layers.delete(layer)) layers.add(layer);
    this.set({ layers });
  }

  layers(): ReadonlySet<Layer> {
    return this.state.layers ?? new Set(this.view?.layers);
  }

  toggleNear(): void {
    this.set({ near: !this.state.near });
    this.picture.fit(this.state.near ? this.emphasis()?.elements : undefined);
  }

  /** One step back: what is chosen, then what stands beside the map; on a projector nothing does. */
  close(): void {
    if (this.side.keeps && !this.state.projector) this.toggleSide(this.side.tool);
    else if (this.state.pick) this.set({ pick: "", near: false });
    else if (!this.side.isClosed && !this.state.projector) {
      this.side.close();
      this.show();
    } else if (this.state.projector) this.set({ projector: false });
    if (!this.side.panel && document.activeElement?.closest(".panel")) this.twin.focus();
  }

  private toggleSide(tool: string): void {
    const open = this.side.opens(tool);
    // Neither the front page nor tables leave room for a panel beside them.
    const here = this.view && this.view.shape !== "tables" ? this.view.id : viewNamed(this.views, "").id;
    this.set(keepsChoice(tool) ? { view: here } : { pick: "", near: false, view: here });
    if (open) this.side.openTool(tool);
    else this.side.turn(this.view);
    this.show();
  }

  /** Show the whole picture light while it is printed. */
  private setPaper(paper: boolean): void {
    this.theme.setPaper(paper);
    layOnPaper(this.shell.map, paper ? this.picture : null);
    showProjected(this.shell.told, this.shell.marks, this, paper);
  }

  /** Put a thing a step away, as dragging does. */
  moveBy(id: string, by: Point, words: string): void {
    const place = this.picture.placeOfDrawn(id);
    if (!place) return;
    this.picture.move(id, { x: place.x + by.x, y: place.y + by.y });
    this.showMoved();
    this.say(`Moved ${words}.`);
  }

  private putBack(): void {
    this.picture.putBack();
    this.showMoved();
    this.show();
  }

  /** Show newer data, with the same view, choice and place, and what was dragged still where it was put. */
  update(data: PageData): void {
    this.source = data;
    takeTongue(data);
    this.renew();
    this.show();
  }

  /** Take what the page holds as it is for what was chosen. */
  private renew(): void {
    this.model = makeModel(editionOf(this.source, this.state));
    this.views = viewsOf(this.model.data);
    this.scenes = this.scenes.renewed(this.model, this.views);
    this.state = this.known(this.state);
    this.view = this.viewNow();
    this.scene = this.scenes.of(this.view);
    this.picture.setScene(this.scene);
    this.lookShown = "";
    this.fillShell();
  }

  /** Where a thing or the middle of a link is on the screen; null for what is not on the picture. */
  where(id: string): Point | null {
    const link = this.drawn.links.get(id);
    const curve = link && this.scene.lines.curveOf(link);
    const at = curve ? pointAt(curve, 0.5) : this.scene.places.get(this.scene.standIn(id));
    return at ? this.picture.toScreen(at) : null;
  }

  // ---- showing it

  private fillShell(): void {
    this.shell.fill(this.model.data, this.views);
    this.search.setData(this.model.data);
    this.showMoved();
  }

  private emphasis = (): ReturnType<typeof emphasise> => emphasise(this.drawn, this.state, this.shown, this.view);

  private show(): void {
    this.turn();
    this.applyFrame();
    // Choosing something changes what lies above the picture, not the picture: it is drawn anew only if it differs.
    const { view, hidden, layers, projector } = this.state;
    const look = `${this.theme.key} ${writeFragment({ ...START, view, hidden, layers, projector })}`;
    if (look !== this.lookShown) {
      this.lookShown = look;
      this.shown = this.findShown(hidden);
      this.picture.setLook(lookOf(this.view, this.shown, this.layers(), this.state, this.model.data));
    }
    this.filtered = sayFiltered(this.drawn, this.shown, () => this.findShown(NOTHING_HIDDEN), hidden);
    const back = sayBack(hidden, this.state.year, this.state.scenario);
    this.shell.showFiltered(this.filtered, back, () => this.set({ hidden: NOTHING_HIDDEN, year: "", scenario: "" }));
    this.picture.setEmphasis(this.emphasis());
    this.picture.cover(!this.view || this.view.shape === "tables");
    this.twin.update(this.view?.question ?? "");
    document.title = [this.view?.question ?? this.model.data.map.question, this.model.data.map.name].filter(Boolean).join(" – ");
    this.side.write(this.shell.panel, () => this.twin.focus());
    showProjected(this.shell.told, this.shell.marks, this);
  }

  private findShown(hidden: Hidden): Shown {
    return apply(this.drawn, hidden, this.layers(), this.view?.without);
  }

  private applyFrame(): void {
    const { view, state, side } = this;
    this.shell.frame({ view, projector: state.projector, panel: side.panel !== undefined, side: side.tool });
  }

  /** Write the panel anew, and go on from the field of that id. */
  refresh(id = ""): void {
    this.side.write(this.shell.panel, () => this.twin.focus());
    if (id) document.getElementById(id)?.focus();
  }

  openComments(): void {
    this.side.openTool("comments");
    this.set({ pick: "", near: false });
    this.shell.panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Say how many comments there are, and stop whoever closes the page with some that are nowhere else. */
  private showMade(): void {
    this.shell.showComments(this.comments.made.length);
    askBeforeLeaving(this.comments.unsaved);
  }

  private showMoved(): void {
    this.shell.showMoved(this.scene.moved.size + this.scene.movedFolded.size);
  }

  /** Tell those who listen instead of looking. */
  say(text: string): void {
    this.shell.live.textContent = text;
  }

  // ---- keys and the window

  private listen(): void {
    listenForKeys(this.shell.map, {
      back: () => this.close(),
      find: () => this.shell.search.focus(),
      zoom: (factor) => this.picture.zoom(factor),
      fit: () => this.picture.fit(),
      pan: (right, down) => this.picture.pan(right, down),
      turning: () => (this.state.projector ? this.turnPage : null),
      walk: (key) => this.twin.press(key, this.state.pick),
    });
    listenToWindow({
      address: () => this.readAddress(),
      toPaper: () => this.setPaper(true),
      fromPaper: () => this.setPaper(false),
      resized: () => this.fitNextFrame(),
    });
  }

  /** Take the state of another address, as somebody went back or forth to it. */
  private readAddress(): void {
    const before = this.state;
    this.state = readFragment(location.hash);
    if (this.state.year !== before.year || this.state.scenario !== before.scenario) this.renew();
    this.state = this.known(this.state);
    this.picture.setFolding(this.state.folding);
    this.show();
    if (this.state.view !== before.view || this.state.projector !== before.projector) this.fitNextFrame();
  }
}
