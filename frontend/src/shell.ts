/** The frame of the page: question and tools on top, rail of views, map, panel. Always the same places. */

import type { PageData } from "./contract";
import { button, fill, h, reword } from "./dom";
import { day, renewFront, takeFront } from "./front";
import { TOOLS } from "./panels/registry";
import { TextTables } from "./texttables";
import { FRONT, type View } from "./views";
import { showWhose } from "./whose";
import { count } from "./words";

export interface Actions {
  view(id: string): void;
  /** Show a thing, or what a figure is made of. */
  pick(id: string): void;
  /** Open or close the panel of a tool. */
  tool(id: string): void;
  projector(): void;
  /** Turn to the next question or the one before. */
  turn(way: number): void;
  theme(): void;
  /** High contrast or not. */
  contrast(): void;
  close(): void;
  zoom(way: number): void;
  fit(): void;
  savePositions(): void;
  putBack(): void;
}

export interface Frame {
  /** Null on the front page. */
  view: View | null;
  projector: boolean;
  panel: boolean;
  side: string;
}

export interface Shell {
  root: HTMLElement;
  map: HTMLElement;
  panel: HTMLElement;
  search: HTMLInputElement;
  results: HTMLElement;
  live: HTMLElement;
  /** What is told, and what the marks of the view mean, for a room. */
  told: HTMLElement;
  marks: HTMLElement;
  /** How much of the map the panel covers, from the right and from below, in pixels. */
  covered(): { right: number; bottom: number };
  fill(data: PageData, views: readonly View[]): void;
  frame(frame: Frame): void;
  showMoved(things: number): void;
  showComments(made: number): void;
  /** Say in one line what is not shown; "" for nothing. */
  showFiltered(said: string, back: string, showAll: () => void): void;
}

export function makeShell(actions: Actions): Shell {
  const title = h("div", { class: "title" });
  const question = h("h1");
  const summary = h("p", { class: "summary" });
  let said = "";
  const search = h("input", {
    id: "search",
    type: "search",
    role: "combobox",
    "aria-label": "Find on this map",
    "aria-expanded": "false",
    "aria-controls": "results",
    "aria-autocomplete": "list",
  });
  search.placeholder = "Find …";
  search.autocomplete = "off";
  search.dir = "auto";
  search.spellcheck = false;
  const results = h("ul", { id: "results", role: "listbox", "aria-label": "Found" });
  results.hidden = true;
  const panels = TOOLS.map((panel) =>
    button(panel.tool ?? "", () => actions.tool(panel.id), { class: `tool ${panel.id}`, "aria-pressed": "false", "data-panel": panel.id }),
  );
  const projector = button("Projector", actions.projector, { class: "tool projector", "aria-pressed": "false" });
  const theme = button("Dark", actions.theme, { class: "tool theme", "aria-pressed": "false", "aria-label": "Dark colours", title: "Dark colours" });
  const contrast = button("Contrast", actions.contrast, { class: "tool contrast", "aria-pressed": "false", "aria-label": "Contrast: high", title: "High contrast" });
  const tools = h("div", { class: "tools" }, h("div", { class: "search" }, search, results), h("div", { class: "tool-row" }, ...panels, projector, theme, contrast));
  const top = h("header", { class: "top" }, title, tools);

  const zoom = h(
    "div",
    { class: "zoom", role: "group", "aria-label": "Zoom" },
    button("+", () => actions.zoom(1), { "aria-label": "Zoom in", title: "Zoom in" }),
    button("−", () => actions.zoom(-1), { "aria-label": "Zoom out", title: "Zoom out" }),
    button("Fit", actions.fit, { title: "Show all of it" }),
  );
  const mapName = h("p", { class: "map-name" });
  const list = h("ul");
  const about = h("div", { class: "about" });
  const rail = h("nav", { class: "rail", "aria-label": "Views" }, mapName, list, about, zoom);

  const map = h("div", {
    class: "map",
    tabindex: 0,
    role: "application",
    "aria-roledescription": "map",
    "aria-label": "Map",
  });
  const bar = h("div", { class: "bar", role: "status" });
  const filtered = h("div", { class: "bar filtered", role: "status" });
  const text = h("div", { class: "text", id: "text", tabindex: -1, role: "region", "aria-label": "Tables" });
  const front = h("div", { class: "front", tabindex: -1, role: "region", "aria-label": "About this map" });
  takeFront(front, actions);
  // The way back to a site is needed from every view, so it goes where every view has it.
  const back = front.querySelector(".back");
  if (back) mapName.after(back);
  let filled = false;
  const whole = button("Show all of it", actions.fit, { class: "whole" });
  const foot = h("div", { class: "foot" }, whole, h("span", { class: "pinch" }, "Pinch to zoom."), filtered, bar);
  const stage = h("main", { class: "stage" }, map, foot, text, front);

  const panel = h("div", { class: "panel-body" });
  const close = button("Close", actions.close, { class: "close", "aria-label": "Close details" });
  const side = h("aside", { class: "panel", "aria-label": "Details" }, close, panel);
  const live = h("p", { class: "unseen", "aria-live": "polite" });
  const told = h("p", { class: "told" });
  const marks = h("ul", { class: "legend", "aria-label": "What the lines mean" });
  const leave = h(
    "section",
    { class: "leave", "aria-label": "Presenting" },
    told,
    marks,
    button("Show all of it", actions.fit),
    button("Back", () => actions.turn(-1)),
    button("Next", () => actions.turn(1)),
    button("Leave projector view", actions.projector),
  );
  const skip = button("", () => here().focus({ preventScroll: true }), { class: "skip" });
  /** What there is to read or to walk about: the front page, the tables or the map. */
  const here = (): HTMLElement => ({ front, tables: text, map })[root.dataset["place"] as "front" | "tables" | "map"];
  const root = h("div", { class: "app" }, skip, top, rail, stage, side, live, leave);

  const tables = new TextTables(text);
  return {
    root,
    map,
    panel,
    search,
    results,
    live,
    told,
    marks,
    covered: () => {
      if (side.hidden) return { right: 0, bottom: 0 };
      // On a phone the panel is a sheet over the foot of the map.
      const sheet = side.offsetWidth >= stage.offsetWidth;
      return { right: sheet ? 0 : side.offsetWidth, bottom: sheet ? side.offsetHeight : 0 };
    },
    fill: (data, views) => {
      // Python wrote the front page and the tables of what the page opens with.
      if (filled || data.chosen?.year || (data.scenarios && data.scenario)) renewFront(front, data, actions);
      filled = true;
      showWhose(front, data, { pick: actions.pick, find: () => search.focus() });
      tables.show(data);
      reword(mapName, data.map.name);
      said = data.summary;
      fill(
        list,
        h("li", {}, button("About this map", () => actions.view(FRONT), { "data-view": FRONT })),
        ...views.map((view) => h("li", {}, button(view.question, () => actions.view(view.id), { "data-view": view.id }))),
      );
      fill(about, ...aboutLines(data).map(([line, kept]) => h("p", kept ? { class: "kept" } : {}, line)));
    },
    frame: (frame) => {
      const { view } = frame;
      root.dataset["place"] = view === null ? "front" : view.shape === "tables" ? "tables" : "map";
      skip.textContent = view === null ? "Skip to what it says" : view.shape === "tables" ? "Skip to the tables" : "Skip to the map";
      // There is one first heading: the front page has its own.
      reword(question, view?.question ?? "");
      reword(summary, view ? view.note || (view.shape === "whole" ? said : view.hint) : "");
      fill(title, view && question, view && summary);
      if (view?.shape === "tables") tables.open();
      if (view) front.remove();
      else if (!front.isConnected) stage.append(front);
      root.classList.toggle("with-panel", frame.panel);
      root.classList.toggle("as-projector", frame.projector);
      side.hidden = !frame.panel;
      projector.setAttribute("aria-pressed", String(frame.projector));
      for (const each of panels) each.setAttribute("aria-pressed", String(frame.side === each.dataset["panel"]));
      contrast.setAttribute("aria-pressed", String(document.documentElement.dataset["contrast"] === "more"));
      theme.setAttribute("aria-pressed", String(document.documentElement.dataset["theme"] === "dark"));
      for (const each of list.querySelectorAll("button")) {
        if (each.dataset["view"] !== (view?.id ?? FRONT)) each.removeAttribute("aria-current");
        else if (!each.hasAttribute("aria-current")) {
          each.setAttribute("aria-current", "page");
          // On a phone the views stand in a row that runs out of the window.
          each.scrollIntoView({ block: "nearest", inline: "nearest" });
        }
      }
    },
    showMoved: (things) => {
      fill(
        bar,
        things > 0 && [
          h("span", {}, `${count(things, "thing")} moved.`),
          button("Download positions (CSV)", actions.savePositions),
          button("Put back", actions.putBack),
        ],
      );
    },
    showComments: (made) => {
      const comments = panels.find((each) => each.dataset["panel"] === "comments");
      if (comments) fill(comments, "Comments", made > 0 && [" ", h("span", { class: "count" }, String(made)), h("span", { class: "unseen" }, " kept")]);
    },
    showFiltered: (said, back, showAll) => {
      if (filtered.dataset["said"] === said) return;
      filtered.dataset["said"] = said;
      fill(filtered, said && [h("span", {}, said), button(back, showAll)]);
    },
  };
}

/** Who says this, when, and what is not here. */
export function aboutLines({ map, as_of, scenario, audience, withheld, said }: PageData): [text: string, kept: boolean][] {
  const left = Object.entries(withheld.by_kind).map(([words, number]) => `${number} ${words}`);
  const lines: [string, boolean][] = [
    [map.disclaimer, true],
    [map.made_by && `Made by ${map.made_by}.`, false],
    [map.date && `Last changed ${day(map.date)}${map.version ? `, ${map.version}` : ""}.`, false],
    [`As of ${day(as_of)}${scenario ? `, with the scenario “${scenario.name}”` : ""}.`, scenario !== null],
    [
      withheld.total > 0
        ? `${count(withheld.total, "item")} withheld${audience ? ` for ${audience}` : ""}${left.length > 0 ? `: ${left.join(", ")}` : ""}.`
        : "",
      true,
    ],
    ...said.map((line): [string, boolean] => [line, true]),
  ];
  return lines.filter(([text]) => text);
}
