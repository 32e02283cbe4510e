/** Where a figure comes from: every row behind it, and the rows that were left out of it, by why. */

import type { App } from "../app";
import type { Link } from "../contract";
import type { MoneyRow, MoneySum } from "../contract-choices";
import { button, fill, h } from "../dom";
import { layerOf } from "../filters";
import { classOf, linkOf, rowsAt, rowsOf, sumChosen, sumFinding, sumName, sumOf, sumPick, sumsYear, yearAndBasis } from "../ledger";
import { addUp } from "../money";
import { count, countLinks } from "../words";
import { linkItem, more, section } from "./details";
import type { Panel } from "./registry";
import { way } from "./ways";

/** So many rows at first; the rest when asked. */
const AT_FIRST = 40;
/** So many services or organisations of a year at first. */
const SUMS = 6;

export const origin: Panel = {
  id: "origin",
  says: ({ model, state }) => sumChosen(model, state.pick) !== undefined || classOf(model, state.pick) !== "",
  show: (panel, app) => {
    const sum = sumChosen(app.model, app.state.pick);
    fill(panel, ...(sum ? ofSum(app, sum) : ofClass(app, classOf(app.model, app.state.pick))));
    panel.scrollTop = 0;
    app.say(panel.querySelector("h2")?.textContent ?? "");
  },
};

function ofSum(app: App, sum: MoneySum): HTMLElement[] {
  const { data } = app.model;
  const year = sumsYear(data);
  const rows = rowsAt(data, sum.rows);
  const element = app.model.elements.get(sum.id.slice(sum.id.indexOf(":") + 1));
  return [
    h("p", { class: "kicker" }, "Where does this number come from?"),
    h("h2", { tabindex: -1 }, sumFinding(app.model, sumPick(sum.id))?.sentence ?? ""),
    h("p", { class: "figure-big" }, `${sum.exact} in ${year ? yearAndBasis(year) : ""}`),
    ...(sum.share ? [h("p", { class: "note" }, `${sum.share} of cash spend on services.`)] : []),
    ...(element ? [h("p", {}, way(app, element.id, element.name))] : []),
    section(`Adds up ${count(rows.length, "row")}`, rowTable(app, rows, sum.exact)),
    ...(sum.left.length > 0 ? [h("h3", { class: "left-out" }, "Left out")] : []),
    ...sum.left.map(([why, places]) => {
      const left = rowsAt(data, places);
      return h("details", { class: "left" }, h("summary", {}, `${count(left.length, "row")} ${why}`), rowTable(app, left));
    }),
  ];
}

/** The rows of money that links show, with what they add up to where they may be added; null where they show none. */
export function rowsOfLinks(app: App, ids: readonly string[]): HTMLElement | null {
  const links = ids.flatMap((id) => app.model.links.get(id) ?? []).filter((link) => link.money);
  const rows = rowsOf(app.model.data, links);
  if (rows.length < 2 || links.length < ids.length) return null;
  const sum = addUp(links.flatMap((link) => link.money ?? []));
  const total = sum.text ? (sum.exact.split(" in ")[0] ?? "") : "";
  return section(total ? `Adds up ${count(rows.length, "row")}` : `${count(rows.length, "row")}, not added up`, rowTable(app, rows, total));
}

export function rowTable(app: App, rows: readonly MoneyRow[], total = ""): HTMLElement {
  const body = h("tbody", {}, ...rows.slice(0, AT_FIRST).map((row) => rowOf(app, row)));
  const head = h("tr", {}, heading("From, to and what for", "col"), heading("Amount", "col"));
  const foot = total && h("tfoot", {}, h("tr", {}, heading("Adds up to", "row"), h("td", {}, total)));
  const made = h("table", { class: "rows" }, h("thead", {}, head), body, foot);
  const rest = rows.slice(AT_FIRST);
  if (rest.length === 0) return made;
  const show = button(`Show ${rest.length} more`, () => {
    body.append(...rest.map((row) => rowOf(app, row)));
    show.remove();
  }, { class: "action" });
  return h("div", {}, made, show);
}

function rowOf(app: App, row: MoneyRow): HTMLElement {
  const words = `${app.nameOf(row.from)} → ${app.nameOf(row.to)}${row.for ? `, for ${app.nameOf(row.for)}` : ""}`;
  const link = linkOf(app.model, row);
  const said = [row.period, row.basis, row.how, row.source ? `source: ${row.source}` : "no source named"].filter(Boolean).join(", ");
  const first = heading("", "row");
  first.append(link ? way(app, link.id, words) : words, h("span", { class: "fact-note" }, said));
  return h("tr", { "data-row": row.id }, first, h("td", {}, row.amount));
}

function heading(text: string, scope: "col" | "row"): HTMLElement {
  const made = h("th", {}, text);
  made.scope = scope;
  return made;
}

/** What is counted in a class of boundary. Amounts are not added: the same money may cross several times. */
function ofClass(app: App, name: string): HTMLElement[] {
  const layers = app.layers();
  const links = app.model.data.links.filter((link) => link.boundary === name && layers.has(layerOf(link)));
  const words = app.model.data.words.boundaries[name] ?? name.replaceAll("_", " ");
  const flows = links.filter((link) => link.money);
  return [
    h("p", { class: "kicker" }, "Where does this number come from?"),
    h("h2", { tabindex: -1 }, `${words}: ${countLinks(links).toLocaleString("en-GB")}`),
    h("p", { class: "note" }, `It counts the links below${flows.length > 0 ? ". Their money is not added up: the same money may cross several times" : ""}.`),
    section(count(countLinks(links), "link"), more(links.map((link) => counted(app, link)), AT_FIRST)),
  ];
}

function counted(app: App, link: Link): HTMLElement {
  const item = linkItem(app, link);
  const source = link.facts.filter((fact) => fact.label === "source").map((fact) => fact.value);
  item.append(h("span", { class: "fact-note" }, [link.money?.exact ?? "", source.length > 0 ? `source: ${source.join(", ")}` : "no source named"].filter(Boolean).join("; ")));
  return item;
}

// ---- figures that lead there

/** What an element takes in, pays out or costs in the year, each with the rows behind it. */
export function sumsOf(app: App, element: string): HTMLElement | null {
  const sums = ["service", "in", "out"].flatMap((sort) => sumOf(app.model.data, `${sort}:${element}`) ?? []);
  const year = sumsYear(app.model.data);
  return sums.length > 0 && year ? section(`In ${yearAndBasis(year)}`, h("ul", { class: "list" }, ...sums.map((sum) => sumItem(app, sum)))) : null;
}

/** What money adds up to in the year: on services, beside that, by service, and in and out of organisations. */
export function sumSections(app: App): HTMLElement[] {
  const year = sumsYear(app.model.data);
  if (!year) return [];
  const of = (...sorts: string[]): MoneySum[] => year.sums.filter(({ id }) => sorts.includes(id.split(":")[0] ?? ""));
  const groups: [string, MoneySum[]][] = [
    [`Money in ${yearAndBasis(year)}`, of("total", "tier")],
    ["Beside that", of("in_kind", "repayable", "no_service", "withheld", "repaid", "not_spent", "to_itself")],
    ["By service", byAmount(of("service"))],
    ["In and out of organisations", byAmount(of("in", "out"))],
  ];
  return groups.flatMap(([title, sums]) => (sums.length > 0 ? [section(title, more(sums.map((sum) => sumItem(app, sum)), SUMS))] : []));
}

function byAmount(sums: MoneySum[]): MoneySum[] {
  const size = ({ exact }: MoneySum): number => Number(exact.replace(/[^\d.-]/g, ""));
  return sums.sort((one, other) => size(other) - size(one));
}

function sumItem(app: App, sum: MoneySum): HTMLElement {
  const share = sum.id.startsWith("tier:") ? `${sum.share} ` : "";
  return h(
    "li",
    { class: "flow-item" },
    h("span", { class: "amount" }, sum.text),
    way(app, sumPick(sum.id), `${share}${sumName(app.model, sum)}`),
  );
}
