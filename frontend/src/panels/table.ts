/** What the picture shows now as two tables, in step with it: what is chosen in one is chosen in the other. */

import type { App } from "../app";
import type { Link } from "../contract";
import { button, fill, h } from "../dom";
import { type Ground, linksAt } from "../walk";
import { count, kindWords, polarityWords } from "../words";
import type { Panel } from "./registry";

/** So many rows at first, and so many more each time they are asked for. */
const ROWS = 100;

export const table: Panel = { id: "table", tool: "Table", keepsChoice: true, stays: true, says: () => true, show: showTable };

interface Row {
  id: string;
  name: string;
  cells: string[];
}

function showTable(panel: HTMLElement, app: App): void {
  const ground = app.picture.drawnNow;
  const { pickedNow } = app;
  const [things, links] = [thingRows(ground), linkRows(ground)];
  const chosen = [...things, ...links].find((row) => row.id === pickedNow);
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Table"),
    h("p", { class: "note" }, "What this view shows now. Choose a row and it is chosen on the map, and the other way round."),
    chosen ? button(`Details of “${shortened(chosen.name)}”`, () => app.close(), { class: "action", id: "table-details" }) : null,
    ...tableOf(app, "Things", ["Thing", "Kind", "Links"], things),
    ...tableOf(app, "Links", ["What it says", "How"], links),
  );
  panel.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  app.say(chosen ? `${chosen.name} chosen` : "");
}

function thingRows({ model, shown, places }: Ground): Row[] {
  const joined = linksAt(shown);
  return model.data.elements
    .filter(({ id }) => shown.elements.has(id) && places.has(id))
    .map((each) => ({ id: each.id, name: each.name, cells: [kindWords(each), String(joined.get(each.id)?.length ?? 0)] }));
}

function linkRows({ model, shown }: Ground): Row[] {
  return shown.links.map((link) => ({ id: link.id, name: link.sentence, cells: [how(link, model.data.words.links)] }));
}

function how(link: Link, words: Readonly<Record<string, string>>): string {
  if (link.kind !== "INFLUENCES") return words[link.kind] ?? link.kind;
  const sign = { "+": "+ ", "-": "− ", "?": "? ", "": "? " }[link.polarity];
  return `${sign}${polarityWords(link)}${link.confidence === "contested" ? ", contested" : ""}`;
}

function tableOf(app: App, title: string, headers: readonly string[], rows: readonly Row[]): HTMLElement[] {
  const { pickedNow } = app;
  const body = h("tbody");
  let next = 0;
  const more = button("", () => add(next + ROWS), { class: "action" });
  const add = (to: number): void => {
    body.append(...rows.slice(next, to).map((row) => rowOf(app, row, row.id === pickedNow)));
    next = Math.min(to, rows.length);
    more.textContent = `Show ${Math.min(ROWS, rows.length - next)} more of ${rows.length.toLocaleString("en-GB")}`;
    more.hidden = next >= rows.length;
  };
  // What is chosen is always among the rows that are there.
  add(Math.max(ROWS, rows.findIndex((row) => row.id === pickedNow) + 1));
  const heading = h("h3", {}, `${title} (${rows.length.toLocaleString("en-GB")})`);
  if (rows.length === 0) return [h("section", {}, heading, h("p", { class: "note" }, `No ${title.toLowerCase()} on this view.`))];
  const head = h("tr", {}, ...headers.map((each) => header(each, "col")));
  const made = h("table", { class: "in-step", "aria-label": `${title}, ${count(rows.length, "row")}` }, h("thead", {}, head), body);
  return [h("section", {}, heading, made, more)];
}

function rowOf(app: App, { id, name, cells }: Row, chosen: boolean): HTMLElement {
  const first = header("", "row");
  const choose = button(name, () => app.pick(id, true), { class: "way", id: `row-${id}` });
  if (chosen) choose.setAttribute("aria-current", "true");
  first.append(choose);
  return h("tr", chosen ? { class: "chosen" } : {}, first, ...cells.map((each) => h("td", {}, each)));
}

function header(text: string, scope: "col" | "row"): HTMLElement {
  const made = h("th", {}, text);
  made.scope = scope;
  return made;
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 57)} …` : name;
}
