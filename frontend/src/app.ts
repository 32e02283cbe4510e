/** The page: rail of views, map, details; one state, shown by one function. */

import { Comments } from "./comments";
import type { PageData } from "./contract";
import { button, download, fill, h } from "./dom";
import { DARK, LIGHT } from "./draw/palette";
import { Picture } from "./draw/picture";
import { Scene } from "./draw/scene";
import { emphasise, findingOf } from "./emphasis";
import { apply, hidesAnything, type Layer, NOTHING_HIDDEN, type Shown } from "./filters";
import { firstPick } from "./folding";
import { type Point, pointAt } from "./geometry";
import { makeModel, type Model } from "./model";
import { showComments } from "./panels/comments";
import { showDetails } from "./panels/details";
import { showFilters } from "./panels/filters";
import { showKey } from "./panels/key";
import { showSave } from "./panels/save";
import { showViewPanel } from "./panels/views";
import { positionsTable } from "./positions";
import { facesOfPage, pngOf, type Poster, svgOf } from "./save/poster";
import { linksTable, thingsTable } from "./save/tables";
import { SearchBox } from "./searchbox";
import { aboutLines, type Shell, makeShell } from "./shell";
import { readFragment, START, type State, type ViewId, writeFragment } from "./state";
import { hoverText, Tip } from "./tip";
import { layersOf, viewOf, viewsFor } from "./views";

/** What stands in the panel on the right while nothing is chosen. */
type Side = "view" | "filters" | "key" | "comments" | "save" | "closed";

const PAN = 60;
const ZOOM = 1.25;

export class App {
  model: Model;
  state: State;
  private side: Side;
  private dark: boolean;
  private scene: Scene;
  private readonly shell: Shell;
  private readonly picture: Picture;
  private readonly search: SearchBox;
  private readonly tip = new Tip();
  readonly comments = new Comments(() => this.showMade());
  private lookShown = "";
  private shown: Shown = { elements: new Set(), links: [] };

  constructor(data: PageData) {
    this.model = makeModel(data);
    this.scene = new Scene(this.model);
    this.state = this.known(readFragment(location.hash));
    if (!location.hash) this.openOnPart();
    this.side = viewOf(this.state.view).panel ? "view" : "closed";
    this.dark = matchMedia("(prefers-color-scheme: dark)").matches;
    this.shell = makeShell({
      view: (id) => this.go(id),
      filters: () => this.toggleSide("filters"),
      key: () => this.toggleSide("key"),
      comments: () => this.toggleSide("comments"),
      save: () => this.toggleSave(),
      projector: () => this.set({ projector: !this.state.projector }),
      theme: () => this.setDark(!this.dark),
      close: () => this.close(),
      zoom: (way) => this.picture.zoom(way > 0 ? ZOOM : 1 / ZOOM),
      fit: () => this.picture.fit(),
      savePositions: () => download("positions.csv", positionsTable(this.scene.moved), "text/csv"),
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
      hovered: (id, at) => this.tip.show(id === null ? "" : hoverText(this.model, id), at),
    });
    this.picture.setFolding(this.state.folding);
    this.listen();
    this.show();
    this.picture.fit(undefined, { readable: true });
    if (this.state.pick) this.revealPick();
  }

  // ---- changing what is shown

  /** A map too large to read and without boxes to fold opens on one thing and what is joined to it. */
  private openOnPart(): void {
    const pick = firstPick(this.model);
    if (pick) this.state = { ...this.state, pick, near: true };
  }

  /** Take some of a state that may come from anywhere, without what this map does not have. */
  private known(state: State): State {
    const { elements, links, loops } = this.model;
    const { pick } = state;
    const exists = elements.has(pick) || links.has(pick) || loops.has(pick) || findingOf(this.model, pick) !== undefined;
    const offered = viewsFor(this.model.data).some((view) => view.id === state.view);
    return { ...state, pick: exists ? pick : "", view: offered ? state.view : START.view };
  }

  set(change: Partial<State>): void {
    const resized = change.projector !== undefined || change.view !== undefined;
    this.state = { ...this.state, ...change };
    const fragment = writeFragment(this.state);
    if (fragment !== location.hash) {
      history.replaceState(null, "", fragment || location.pathname + location.search);
    }
    this.show();
    if (resized) this.fitNextFrame();
  }

  /** Fit the map once the picture has learnt of its new size. */
  private fitNextFrame(): void {
    requestAnimationFrame(() => this.picture.fit(undefined, { readable: true }));
  }

  go(view: ViewId): void {
    this.side = viewOf(view).panel ? "view" : "closed";
    this.set({ view, pick: "", near: false, layers: null });
    this.say(viewOf(view).question);
  }

  /** Choose an element, a link or a loop; "" for nothing. */
  pick(id: string, reveal: boolean): void {
    if (id && this.side === "save") this.side = this.sideOfView();
    if (this.state.view === "tables" && id) this.state = { ...this.state, view: "map" };
    this.set({ pick: id, near: id === "" ? false : this.state.near });
    if (id && reveal) this.revealPick();
  }

  private revealPick(): void {
    const link = this.model.links.get(this.state.pick);
    const joined = this.emphasis()?.elements ?? [];
    if (this.model.loops.has(this.state.pick) || findingOf(this.model, this.state.pick)) this.picture.fit(joined);
    else this.picture.reveal(link?.to ?? this.state.pick, joined);
  }

  toggleLayer(layer: Layer): void {
    const layers = new Set(this.layers());
    if (!layers.delete(layer)) layers.add(layer);
    this.set({ layers });
  }

  layers(): ReadonlySet<Layer> {
    return this.state.layers ?? new Set(layersOf(viewOf(this.state.view), this.model.data));
  }

  toggleNear(): void {
    this.set({ near: !this.state.near });
    if (this.state.near) this.picture.fit(this.emphasis()?.elements);
    else this.picture.fit();
  }

  /** One step back: what is chosen, then what stands beside the map. */
  close(): void {
    if (this.side === "save") this.toggleSave();
    else if (this.state.pick) this.set({ pick: "", near: false });
    else if (this.side !== "closed") {
      this.side = "closed";
      this.show();
    } else if (this.state.projector) this.set({ projector: false });
    if (!this.panelOpen() && document.activeElement?.closest(".panel")) this.shell.map.focus({ preventScroll: true });
  }

  /** What is saved is what is shown, so what is chosen stays chosen. */
  private toggleSave(): void {
    const open = this.side === "save";
    if (this.state.view === "tables") this.set({ view: "map" });
    this.side = open ? this.sideOfView() : "save";
    this.show();
  }

  /** What stands beside the map when nobody asked for anything else. */
  private sideOfView(): Side {
    return viewOf(this.state.view).panel ? "view" : "closed";
  }

  private toggleSide(side: Side): void {
    // Tables leave no room beside them.
    if (this.state.view === "tables" && side === "comments") this.state = { ...this.state, view: "map" };
    const open = this.side === side && !this.state.pick;
    this.side = open ? (viewOf(this.state.view).panel ? "view" : "closed") : side;
    this.set({ pick: "", near: false });
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

  private putBack(): void {
    this.picture.putBack();
    this.showMoved();
    this.show();
  }

  /** Show newer data, with the same view, choice and place, and what was dragged still where it was put. */
  update(data: PageData): void {
    const moved = new Map(this.scene.moved);
    this.model = makeModel(data);
    this.scene = new Scene(this.model);
    this.scene.moveAll(moved);
    this.picture.setScene(this.scene);
    this.lookShown = "";
    this.state = this.known(this.state);
    this.fillShell();
    this.show();
  }

  /** Where a thing or the middle of a link is on the screen; null for what is not on the picture. */
  where(id: string): Point | null {
    const link = this.model.links.get(id);
    const curve = link && this.scene.curveOf(link);
    const at = curve ? pointAt(curve, 0.5) : this.scene.places.get(this.scene.standIn(id));
    return at ? this.picture.toScreen(at) : null;
  }

  // ---- taking it away

  /** Save the picture as it is now, with its question and who says so. */
  savePicture(kind: "svg" | "png"): void {
    const { data } = this.model;
    const view = viewOf(this.state.view);
    const poster: Poster = {
      title: data.map.question || data.map.name,
      notes: [`${data.map.name}: ${view.question}`, data.summary, ...aboutLines(data), "A claim, not a fact."],
      frame: this.picture.whole(),
      draw: (ctx, sight) => this.picture.drawOn(ctx, sight),
    };
    if (kind === "svg") download("picture.svg", svgOf(poster, facesOfPage()), "image/svg+xml");
    else pngOf(poster, (blob) => download("picture.png", blob, "image/png"));
  }

  /** Save what is shown now as a table. */
  saveTable(what: "links" | "things"): void {
    const table = what === "links" ? linksTable : thingsTable;
    download(`${what}.csv`, table(this.model, this.shown), "text/csv");
  }

  // ---- showing it

  private fillShell(): void {
    this.shell.fill(this.model.data, viewsFor(this.model.data));
    this.search.setData(this.model.data);
    this.showMoved();
  }

  private emphasis(): ReturnType<typeof emphasise> {
    return emphasise(this.model, this.state, this.shown);
  }

  private show(): void {
    this.applyFrame();
    this.shell.showFiltered(hidesAnything(this.state.hidden), () => this.set({ hidden: NOTHING_HIDDEN }));
    // Choosing something changes what lies above the picture, not the picture: it is drawn anew only if it differs.
    const { view, hidden, layers } = this.state;
    const look = `${this.dark} ${writeFragment({ ...START, view, hidden, layers })}`;
    if (look !== this.lookShown) {
      this.lookShown = look;
      this.shown = this.findShown();
      this.picture.setLook({ shown: this.shown, hue: viewOf(view).hue, palette: this.dark ? DARK : LIGHT });
    }
    this.picture.setEmphasis(this.emphasis());
    this.showPanel();
  }

  private findShown(): Shown {
    const { without } = viewOf(this.state.view);
    const visible = apply(this.model, this.state.hidden, this.layers());
    const elements = new Set(
      [...visible.elements].filter((id) => !without.includes(this.model.elements.get(id)?.kind ?? "")),
    );
    const links = visible.links.filter((link) => elements.has(link.from) && elements.has(link.to));
    return { elements, links };
  }

  private applyFrame(): void {
    const { state } = this;
    this.shell.frame({
      view: state.view,
      projector: state.projector,
      panel: this.panelOpen(),
      side: state.pick && this.side !== "save" ? "closed" : this.side,
    });
  }

  private panelOpen(): boolean {
    return !this.state.projector && this.state.view !== "tables" && (this.state.pick !== "" || this.side !== "closed");
  }

  private showPanel(): void {
    const { panel } = this.shell;
    const inside = panel.contains(document.activeElement);
    if (!this.panelOpen()) fill(panel);
    else if (this.side === "save") showSave(panel, this);
    else if (this.state.pick) showDetails(panel, this);
    else if (this.side === "filters") showFilters(panel, this);
    else if (this.side === "key") showKey(panel, this.model);
    else if (this.side === "comments") showComments(panel, this);
    else showViewPanel(panel, this);
    // Whoever goes by keyboard goes on from the new heading, not from the top of the page.
    if (inside && !panel.contains(document.activeElement)) {
      (panel.querySelector("h2") ?? this.shell.map).focus({ preventScroll: true });
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
    document.documentElement.dataset["theme"] = this.dark ? "dark" : "light";
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
      const typing = event.target instanceof Element && event.target.matches("input, textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.shell.search.focus();
    });
    addEventListener("hashchange", () => {
      const before = this.state;
      this.state = this.known(readFragment(location.hash));
      if (this.state.view !== before.view) this.side = viewOf(this.state.view).panel ? "view" : "closed";
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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      ArrowLeft: () => this.picture.pan(-PAN, 0),
      ArrowRight: () => this.picture.pan(PAN, 0),
      ArrowUp: () => this.picture.pan(0, -PAN),
      ArrowDown: () => this.picture.pan(0, PAN),
      "+": () => this.picture.zoom(ZOOM),
      "=": () => this.picture.zoom(ZOOM),
      "-": () => this.picture.zoom(1 / ZOOM),
      "0": () => this.picture.fit(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
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
