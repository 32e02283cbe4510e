/** The page: rail of views, map, details; one state, shown by one function. */

import { answers } from "./answers";
import { Comments } from "./comments";
import type { PageData } from "./contract";
import { paletteNow } from "./contrast";
import { button, download, fill, h } from "./dom";
import { Picture } from "./draw/picture";
import { Scene } from "./draw/scene";
import { emphasise, findingOf } from "./emphasis";
import { apply, hidesAnything, type Layer, NOTHING_HIDDEN, type Shown } from "./filters";
import { firstPick } from "./folding";
import { type Point, pointAt } from "./geometry";
import { makeModel, type Model, nameOf } from "./model";
import { ownPanel, type Panel, panelNamed } from "./panels/registry";
import { betweenOf } from "./paths";
import { positionsTable } from "./positions";
import { facesOfPage, pngOf, type Poster, svgOf } from "./save/poster";
import { linksTable, thingsTable } from "./save/tables";
import { SearchBox } from "./searchbox";
import { aboutLines, type Shell, makeShell } from "./shell";
import { readFragment, START, type State, writeFragment } from "./state";
import { hoverText, Tip } from "./tip";
import { Twin } from "./twin";
import type { Ground } from "./walk";
import { drawnBy, FRONT, hiddenBy, type View, viewNamed, viewsOf } from "./views";

/** What stands in the panel on the right: a tool's panel, what the view or the choice brings, or nothing. */
type Side = string;
const OWN: Side = "own";
const CLOSED: Side = "closed";

const PAN = 60;
const ZOOM = 1.25;

export class App {
  /** Everything on the page. */
  model: Model;
  /** The view shown; null on the front page. */
  view: View | null = null;
  state: State;
  private views: View[];
  private side: Side;
  private dark: boolean;
  private strong: boolean;
  private scene: Scene;
  private readonly scenes = new Map<string, Scene>();
  private readonly shell: Shell;
  private readonly picture: Picture;
  private readonly twin: Twin;
  private readonly search: SearchBox;
  private readonly tip = new Tip();
  readonly comments = new Comments(() => this.showMade());
  private lookShown = "";
  /** What the view shows of what it draws, after all filters. */
  shown: Shown = { elements: new Set(), links: [] };

  constructor(data: PageData) {
    this.model = makeModel(data);
    this.views = viewsOf(data);
    this.state = this.known(readFragment(location.hash));
    this.view = this.viewNow();
    this.openOnPart();
    this.scene = this.sceneOf(this.view);
    this.side = this.view?.panel ? OWN : CLOSED;
    this.dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.strong = matchMedia("(prefers-contrast: more)").matches;
    this.shell = makeShell({
      view: (id) => this.go(id),
      tool: (id) => this.toggleSide(id),
      projector: () => this.set({ projector: !this.state.projector }),
      theme: () => this.setDark(!this.dark),
      contrast: () => {
        this.strong = !this.strong;
        this.setDark(this.dark);
      },
      close: () => this.close(),
      zoom: (way) => this.picture.zoom(way > 0 ? ZOOM : 1 / ZOOM),
      fit: () => this.picture.fit(),
      savePositions: () => download("positions.csv", this.positions(), "text/csv"),
      putBack: () => this.putBack(),
    });
    this.search = new SearchBox(this.shell.search, this.shell.results, (id) => this.pick(id, true));
    this.shell.root.append(this.tip.element);
    document.body.prepend(this.shell.root);
    this.fillShell();
    this.applyTheme();
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
    this.picture.setFolding(this.state.folding);
    this.listen();
    this.show();
    this.picture.fit(undefined, { readable: true, far: this.state.projector });
    if (this.state.pick) this.revealPick();
  }

  // ---- changing what is shown

  /** A map too large to read and without boxes to fold opens on one thing and what is joined to it. */
  private openOnPart(): void {
    if (this.view?.shape !== "whole" || this.state.pick) return;
    const pick = firstPick(this.model);
    if (pick) this.state = { ...this.state, pick, near: true };
  }

  /** Take some of a state that may come from anywhere, without what this map does not have. */
  private known(state: State): State {
    const { elements, links, loops } = this.model;
    const { pick } = state;
    const between = betweenOf(pick);
    const view = state.view === FRONT ? FRONT : viewNamed(this.views, state.view).id;
    // What was removed is on the view of what changed alone.
    const changed = this.views.find((each) => each.id === view && each.changes);
    const drawn = changed && this.sceneOf(changed).model;
    const exists =
      drawn?.elements.has(pick) || drawn?.links.has(pick) ||
      (between !== null && elements.has(between.from)) || elements.has(pick) || links.has(pick) || loops.has(pick) || findingOf(this.model, pick) !== undefined || answers(this.model, pick);
    return { ...state, pick: exists ? pick : "", view };
  }

  /** What the view draws of everything. */
  get drawn(): Model {
    return this.scene.model;
  }

  /** Whether there is a thing, link or loop of that id, on the map or on this view of it. */
  has(id: string): boolean {
    return [this.model, this.drawn].some(({ elements, links, loops }) => elements.has(id) || links.has(id) || loops.has(id));
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
    const address = writeFragment(this.state) || location.pathname + location.search;
    // A view is a page to go back to; what is chosen on it is not.
    if (turned) history.pushState(null, "", address);
    else if (address !== location.hash) history.replaceState(null, "", address);
    this.show();
    if (resized) this.fitNextFrame();
  }

  /** Take the view of the state: its part of the map, and its panel. */
  private turn(): void {
    const view = this.viewNow();
    if (view === this.view) return;
    this.view = view;
    this.side = view?.panel ? OWN : CLOSED;
    const scene = this.sceneOf(view);
    if (scene === this.scene) return;
    this.scene = scene;
    this.picture.setScene(scene);
    this.lookShown = "";
    this.showMoved();
  }

  /** Views of the whole map share one scene; each part has its own. What was dragged stays where it was put. */
  private sceneOf(view: View | null): Scene {
    const key = view?.part ? view.id : "";
    const known = this.scenes.get(key);
    if (known) return known;
    const scene = new Scene(drawnBy(this.model, view));
    this.scenes.set(key, scene);
    return scene;
  }

  private positions(): string {
    return positionsTable(this.scene.moved, this.view?.part ? this.view.id : "");
  }

  /** Fit the map once the picture has learnt of its new size. */
  private fitNextFrame(): void {
    requestAnimationFrame(() => this.picture.fit(undefined, { readable: true, far: this.state.projector }));
  }

  /** Turn to a view. What is chosen stays chosen where the view has it. */
  go(id: string): void {
    const view = id === FRONT ? null : viewNamed(this.views, id);
    const pick = view && this.isDrawn(view, this.state.pick) ? this.state.pick : "";
    const hidden = view?.hide ? hiddenBy(view) : this.view?.hide ? NOTHING_HIDDEN : this.state.hidden;
    // Boxes are closed and opened on the picture of the whole; a part is small enough.
    const folding = view?.part || this.view?.part ? null : this.state.folding;
    const start = view?.shape === "whole" && !pick ? firstPick(this.model) : "";
    this.set({ view: view?.id ?? FRONT, pick: pick || start, near: start !== "", layers: null, hidden, step: 0, folding });
    this.say(view?.question ?? "About this map");
  }

  /** Whether a view draws a thing or a link. A loop, a finding and a view's own panel stand on no other. */
  private isDrawn(view: View, id: string): boolean {
    const drawn = drawnBy(this.model, view);
    return view.shape !== "tables" && !view.panel && (drawn.elements.has(id) || drawn.links.has(id));
  }

  /** Choose an element, a link or a loop; "" for nothing. */
  pick(id: string, reveal: boolean): void {
    if (id && this.keeps() && !panelNamed(this.side)?.stays) this.side = this.view?.panel ? OWN : CLOSED;
    const change = { pick: id, near: id === "" ? false : this.state.near };
    if (id && (!this.view || this.view.shape === "tables")) this.set({ ...change, view: viewNamed(this.views, "").id });
    else this.set(change);
    if (id && reveal) this.revealPick();
  }

  /** Choose what somebody walked to, and go on to what stands beside the map about it. */
  private openDetails(id: string): void {
    this.pick(id, true);
    this.shell.panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Show what choosing something would show, without choosing it; "" for what is chosen. */
  preview(id: string): void {
    this.picture.setEmphasis(id ? emphasise(this.drawn, { ...this.state, pick: id, near: false }, this.shown, this.view) : this.emphasis());
  }

  private revealPick(): void {
    const link = this.drawn.links.get(this.state.pick);
    const joined = this.emphasis()?.elements ?? [];
    if (betweenOf(this.state.pick) || this.model.loops.has(this.state.pick) || findingOf(this.model, this.state.pick) || answers(this.model, this.state.pick)) this.picture.fit(joined);
    else this.picture.reveal(link?.to ?? this.state.pick, joined);
  }

  /** Close every box into one thing, or open all of them. */
  foldAll(close: boolean): void {
    if (close) this.picture.foldAll();
    else this.picture.unfoldAll();
  }

  /** What the picture draws now: closed boxes and combined links as they are there. */
  get drawnNow(): Ground {
    return this.picture.drawnNow;
  }

  /** What is chosen, as it stands on the picture: the closed box where it is in one. */
  get pickedNow(): string {
    return this.scene.standIn(this.state.pick);
  }

  isFolded(id: string): boolean {
    return this.picture.isFolded(id);
  }

  toggleBox(id: string): void {
    if (this.isFolded(id)) this.picture.unfold(id);
    else this.picture.fold(id);
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
    if (this.state.near) this.picture.fit(this.emphasis()?.elements);
    else this.picture.fit();
  }

  /** One step back: what is chosen, then what stands beside the map. */
  close(): void {
    if (this.keeps()) this.toggleSide(this.side);
    else if (this.state.pick) this.set({ pick: "", near: false });
    else if (this.side !== CLOSED) {
      this.side = CLOSED;
      this.show();
    } else if (this.state.projector) this.set({ projector: false });
    if (!this.panelOpen() && document.activeElement?.closest(".panel")) this.twin.focus();
  }

  private toggleSide(side: Side): void {
    const keeps = panelNamed(side)?.keepsChoice ?? false;
    const open = this.side === side && (keeps || !this.state.pick);
    // Neither the front page nor tables leave room for a panel beside them.
    const here = this.view && this.view.shape !== "tables" ? this.view.id : viewNamed(this.views, "").id;
    this.set(keeps ? { view: here } : { pick: "", near: false, view: here });
    this.side = open ? (this.view?.panel ? OWN : CLOSED) : side;
    this.show();
  }

  /** Whether the tool that is open stands beside what is chosen. */
  private keeps(): boolean {
    return panelNamed(this.side)?.keepsChoice ?? false;
  }

  private setDark(dark: boolean): void {
    this.dark = dark;
    this.applyTheme();
    this.show();
  }

  /** Draw the whole picture light, and large enough for A3, while it is printed. */
  private toPaper(): void {
    const dark = this.dark;
    this.setDark(false);
    this.dark = dark;
    this.picture.toPaper();
  }

  private fromPaper(): void {
    this.setDark(this.dark);
    this.picture.fromPaper();
  }

  /** Whether a thing stands on the picture by itself, so that it can be put elsewhere. */
  canMove(id: string): boolean {
    return this.view !== undefined && this.picture.placeOfDrawn(id) !== null;
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
    const moved = [...this.scenes].map(([key, scene]) => ({ key, moved: new Map(scene.moved) }));
    this.scenes.clear();
    this.model = makeModel(data);
    this.views = viewsOf(data);
    this.state = this.known(this.state);
    this.view = this.viewNow();
    for (const each of moved) {
      this.sceneOf(this.views.find((view) => view.id === each.key) ?? null).moveAll(each.moved);
    }
    this.scene = this.sceneOf(this.view);
    this.picture.setScene(this.scene);
    this.lookShown = "";
    this.fillShell();
    this.show();
  }

  /** Where a thing or the middle of a link is on the screen; null for what is not on the picture. */
  where(id: string): Point | null {
    const link = this.drawn.links.get(id);
    const curve = link && this.scene.curveOf(link);
    const at = curve ? pointAt(curve, 0.5) : this.scene.places.get(this.scene.standIn(id));
    return at ? this.picture.toScreen(at) : null;
  }

  // ---- taking it away

  /** Save the picture as it is now, with its question and who says so. */
  savePicture(kind: "svg" | "png"): void {
    const { data } = this.model;
    const { view } = this;
    if (!view) return;
    const poster: Poster = {
      title: data.map.question || data.map.name,
      notes: [`${data.map.name}: ${view.question}`, data.summary, ...aboutLines(data).map(([line]) => line), "A claim, not a fact."],
      frame: this.picture.whole(),
      draw: (ctx, sight) => this.picture.drawOn(ctx, sight),
    };
    if (kind === "svg") download("picture.svg", svgOf(poster, facesOfPage()), "image/svg+xml");
    else pngOf(poster, (blob) => download("picture.png", blob, "image/png"));
  }

  /** Save what is shown now as a table. */
  saveTable(what: "links" | "things"): void {
    const table = what === "links" ? linksTable : thingsTable;
    download(`${what}.csv`, table(this.drawn, this.shown), "text/csv");
  }

  // ---- showing it

  private fillShell(): void {
    this.shell.fill(this.model.data, this.views);
    this.search.setData(this.model.data);
    this.showMoved();
  }

  private emphasis(): ReturnType<typeof emphasise> {
    return emphasise(this.drawn, this.state, this.shown, this.view);
  }

  private show(): void {
    this.turn();
    this.applyFrame();
    this.shell.showFiltered(hidesAnything(this.state.hidden), () => this.set({ hidden: NOTHING_HIDDEN }));
    // Choosing something changes what lies above the picture, not the picture: it is drawn anew only if it differs.
    const { view, hidden, layers } = this.state;
    const look = `${this.dark} ${this.strong} ${writeFragment({ ...START, view, hidden, layers })}`;
    if (look !== this.lookShown) {
      this.lookShown = look;
      this.shown = this.findShown();
      this.picture.setLook({ shown: this.shown, hue: this.view?.hue ?? "polarity", palette: paletteNow(), labels: this.layers().has("labels"), quiet: this.view?.shape === "loop" });
    }
    this.picture.setEmphasis(this.emphasis());
    this.twin.update(this.view?.question ?? "");
    const { map } = this.model.data;
    document.title = [this.view?.question ?? map.question, map.name].filter(Boolean).join(" – ");
    this.showPanel();
  }

  private findShown(): Shown {
    const without = this.view?.without ?? [];
    const visible = apply(this.drawn, this.state.hidden, this.layers());
    const elements = new Set(
      [...visible.elements].filter((id) => !without.includes(this.drawn.elements.get(id)?.kind ?? "")),
    );
    const links = visible.links.filter((link) => elements.has(link.from) && elements.has(link.to));
    return { elements, links };
  }

  private applyFrame(): void {
    const { state } = this;
    this.shell.frame({
      view: this.view,
      projector: state.projector,
      panel: this.panelOpen(),
      side: state.pick && !this.keeps() ? CLOSED : this.side,
    });
  }

  /** What stands on the right now. */
  private panelNow(): Panel | undefined {
    if (this.state.projector || !this.view || this.view.shape === "tables") return undefined;
    if (this.keeps()) return panelNamed(this.side);
    if (this.state.pick || this.side === OWN) return ownPanel(this);
    return this.side === CLOSED ? undefined : panelNamed(this.side);
  }

  private panelOpen(): boolean {
    return this.panelNow() !== undefined;
  }

  private showPanel(): void {
    const { panel } = this.shell;
    const inside = panel.contains(document.activeElement);
    const focused = inside ? document.activeElement?.id : undefined;
    const now = this.panelNow();
    if (now) now.show(panel, this);
    else fill(panel);
    // A panel is written anew at every choice; whoever chose by keyboard goes on from the same place in it.
    if (focused) document.getElementById(focused)?.focus();
    // Whoever goes by keyboard goes on from the new heading, not from the top of the page.
    if (inside && !panel.contains(document.activeElement)) {
      const heading = panel.querySelector("h2");
      if (heading) heading.focus({ preventScroll: true });
      else this.twin.focus();
    }
  }

  /** Write the panel anew, and go on from the field of that id. */
  refresh(id = ""): void {
    this.showPanel();
    if (id) document.getElementById(id)?.focus();
  }

  openComments(): void {
    this.side = "comments";
    this.set({ pick: "", near: false });
    this.shell.panel.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** Say how many comments there are, and stop whoever closes the page with some that are nowhere else. */
  private showMade(): void {
    this.shell.showComments(this.comments.made.length);
    if (this.comments.unsaved) addEventListener("beforeunload", warnOfLoss);
    else removeEventListener("beforeunload", warnOfLoss);
  }

  private showMoved(): void {
    this.shell.showMoved(this.scene.moved.size);
  }

  private applyTheme(): void {
    const { dataset } = document.documentElement;
    dataset["theme"] = this.dark ? "dark" : "light";
    dataset["contrast"] = this.strong ? "more" : "normal";
  }

  /** Tell those who listen instead of looking. */
  say(text: string): void {
    this.shell.live.textContent = text;
  }

  // ---- keys

  private listen(): void {
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      this.close();
    });
    addEventListener("keydown", (event) => {
      // Whoever speaks to their computer says letters all the time: a letter is a key only on the map.
      const onMap = this.shell.map.contains(document.activeElement);
      if (event.key !== "/" || !onMap || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.shell.search.focus();
    });
    addEventListener("popstate", () => {
      const before = this.state;
      this.state = this.known(readFragment(location.hash));
      this.picture.setFolding(this.state.folding);
      this.show();
      if (this.state.view !== before.view || this.state.projector !== before.projector) this.fitNextFrame();
    });
    this.shell.map.addEventListener("keydown", (event) => this.onMapKey(event));
    // Paper is light, and has no panel that covers anything.
    addEventListener("beforeprint", () => this.toPaper());
    addEventListener("afterprint", () => this.fromPaper());
    // A phone changes its height with every scroll and every keyboard; only another width is another window.
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth !== width) this.fitNextFrame();
      width = innerWidth;
    });
  }

  private onMapKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const keys: Record<string, () => void> = {
      "+": () => this.picture.zoom(ZOOM),
      "=": () => this.picture.zoom(ZOOM),
      "-": () => this.picture.zoom(1 / ZOOM),
      "0": () => this.picture.fit(),
    };
    const arrows: Record<string, () => void> = {
      ArrowLeft: () => this.picture.pan(-PAN, 0),
      ArrowRight: () => this.picture.pan(PAN, 0),
      ArrowUp: () => this.picture.pan(0, -PAN),
      ArrowDown: () => this.picture.pan(0, PAN),
    };
    const act = keys[event.key] ?? (event.shiftKey ? arrows[event.key] : undefined);
    if (act) act();
    // Enter on the place where one stands is a click on it.
    else if (event.shiftKey || (event.key === "Enter" && event.target !== this.shell.map) || !this.twin.press(event.key, this.state.pick)) return;
    event.preventDefault();
  }
}

/** The browser asks in its own words whether to leave. */
function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // Chrome before 119 asks only where this is set.
  event.returnValue = true;
}

export function chip(text: string, kind: string): HTMLElement {
  return h("span", { class: `chip ${kind}` }, text);
}

/** A thing's name that leads to it. */
export function way(app: App, id: string, text: string, extra = ""): HTMLButtonElement {
  return button(text, () => app.pick(id, true), { class: `way ${extra}`, "data-id": id });
}
