/** Figures: tiers by year, payers by beneficiaries, whose money services rest on, what ends, what measures tell. Each leads to its rows. */

import type { App } from "../app";
import type { MoneySum } from "../contract-choices";
import type { EndFigure, Ends, Figures, FiguresYear, FunderFigure, MeasureFigure, ServiceFigure } from "../contract-figures";
import { button, fill, h } from "../dom";
import { sumPick, sumsYear } from "../ledger";
import { count } from "../words";
import { more, section } from "./details";
import { rowTable } from "./origin";
import { capital } from "./press";
import type { Panel } from "./registry";
import { way } from "./ways";
import { yearStepper } from "./years";

const SERVICES_AT_FIRST = 3;
const FUNDERS_AT_FIRST = 4;
const ENDS_AT_FIRST = 5;

export const figures: Panel = {
  id: "figures",
  tool: "Figures",
  says: () => true,
  show: (panel, app) => {
    const found = app.model.data.figures ?? { years: [], measures: [] };
    const year = found.years.find((each) => each.year === sumsYear(app.model.data)?.year);
    const stepper = found.years.length > 0 ? yearStepper(app) : null;
    fill(
      panel,
      h("h2", { tabindex: -1, class: "figures printed" }, "Figures"),
      found.years.length > 0 ? h("p", { class: "note hint" }, "Choose a figure to see the rows behind it.") : null,
      ...tiersByYear(app, found),
      stepper,
      ...(year ? [matrix(app, year), ...rests(app, year)] : []),
      ...(found.ends ? [ending(app, found.ends)] : []),
      ...measures(app, found.measures),
      ...lacking(app, found),
    );
  },
};

/** What would fill the figures that this map has nothing for. */
function lacking(app: App, { years, measures: told }: Figures): HTMLElement[] {
  const money = app.model.data.money !== undefined;
  const services = money ? "No payment on this map says which service it is for. Once some do," : "There is no money on this map. Once there are payments for services,";
  return [
    ...(years.length === 0 ? [`${services} this shows prevention and crisis by year, who pays and who benefits, and whose money services rest on.`] : []),
    ...(told.length === 0 ? ["There is no measure on this map. Once there is one with a value, this shows how it goes, and what is wanted."] : []),
  ].map((text) => h("p", { class: "note" }, text));
}

// ---- prevention and crisis, year by year

function tiersByYear(app: App, { years }: Figures): HTMLElement[] {
  if (years.length === 0) return [];
  const items = years.map((each) => {
    const total = sumButton(app, each, "total", `${each.total} in ${count(each.payments, "payment")}`);
    return h("li", {}, h("p", { class: "stack-name" }, h("span", {}, `${each.year || "Year not known"}, ${each.basis}`), total), bar(each), shares(app, each));
  });
  const note = "Shares of cash spend on services. Years differ in basis and in how much of them is on the map: ask before comparing.";
  return [section("Prevention and crisis by year", h("ul", { class: "list" }, ...items), h("p", { class: "note" }, note))];
}

function bar({ tiers }: FiguresYear): HTMLElement {
  const parts = tiers.flatMap(([tier, , width]) => {
    if (width === 0) return [];
    const part = h("span", { class: `tier tier-${tier}` });
    part.style.flexGrow = String(width);
    return [part];
  });
  return h("div", { class: "stack", "aria-hidden": "true" }, ...parts);
}

/** Each share leads to its rows. */
function shares(app: App, year: FiguresYear): HTMLElement {
  const items = year.tiers.map(([tier, words, , share, sum]) => {
    const swatch = h("span", { class: `swatch tier-${tier}`, "aria-hidden": "true" });
    return h("li", {}, swatch, sumButton(app, year, sum, `${share} ${words}`));
  });
  return h("ul", { class: "shares-of" }, ...items);
}

/** A figure of a year that need not be the one shown: choosing it turns to its year. */
function sumButton(app: App, { year }: { year: string }, sum: string, words: string): HTMLElement {
  const open = (): void => {
    if (sumsYear(app.model.data)?.year !== year) app.set({ year });
    app.pick(sumPick(sum), true);
  };
  return button(words, open, { class: "sum", "data-sum": sum, "data-year": year });
}

// ---- who pays and who benefits

function matrix(app: App, { matrix: found, year, basis }: FiguresYear): HTMLElement {
  const head = h("tr", {}, heading("Who benefits", "col"), ...found.payers.map(([id]) => named(app, id, "col")));
  const paid = h("tr", {}, heading("Pays in all", "row"), ...found.payers.map(([, sum]) => h("td", {}, figure(app, sum))));
  const rows = found.rows.map(([id, words, cells]) =>
    h("tr", {}, id ? named(app, id, "row") : heading(capital(words), "row"), ...cells.map(([sum, step]) => h("td", { class: `step-${step}` }, sum ? figure(app, sum) : ""))),
  );
  const table = h("table", { class: "matrix" }, h("thead", {}, head), h("tbody", {}, paid, ...rows));
  const region = h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Who pays and who benefits" }, table);
  return section(
    `Who pays and who benefits, ${year || "year not known"}, ${basis}`,
    h("p", { class: "note" }, "Across who pays for services; down who answers for an outcome that those should make better. What helps several stands in the row of each, so only “pays in all” adds up."),
    region,
    found.more > 0 ? h("p", { class: "note" }, `${found.more} more: sysmap benefits lists all.`) : null,
    found.unsaid ? h("p", { class: "note" }, found.unsaid) : null,
  );
}

function figure(app: App, id: string): HTMLElement {
  const sum: MoneySum | undefined = sumsYear(app.model.data)?.sums.find((each) => each.id === id);
  return button(sum?.text ?? "", () => app.pick(sumPick(id), true), { class: "sum", "data-sum": id, ...(sum?.label ? { "aria-label": `${sum.label}: ${sum.text}` } : {}) });
}

// ---- whose money services rest on

function rests(app: App, { rests: services, too_many, year, basis }: FiguresYear): HTMLElement[] {
  const title = `Whose money services rest on, ${year || "year not known"}, ${basis}`;
  if (too_many) return [section(title, h("p", { class: "note" }, too_many))];
  if (services.length === 0) return [];
  return [
    section(
      title,
      h("p", { class: "note" }, "Filled: what a body pays straight. Hatched: what passes through it on its way, which a list of payments does not show."),
      more(services.map((each) => service(app, each)), SERVICES_AT_FIRST),
    ),
  ];
}

function service(app: App, { id, name, funders, more: others }: ServiceFigure): HTMLElement {
  const list = more(funders.map((each) => funder(app, each)), FUNDERS_AT_FIRST);
  const rest = others > 0 ? h("p", { class: "note" }, `${others} more: sysmap funders lists all.`) : null;
  return h("li", { class: "service-bars" }, way(app, sumPick(`service:${id}`), name, "card-title"), list, rest);
}

function funder(app: App, { id, name, drawn, direct, through, sum, rows, more: others }: FunderFigure): HTMLElement {
  const bars = ["passing", "direct"].map((sort) => {
    const part = h("span", { class: sort });
    part.style.width = `${drawn[sort === "direct" ? 0 : 1] / 10}%`;
    return part;
  });
  const straight = sum ? button(`${direct} straight`, () => app.pick(sumPick(sum), true), { class: "sum", "data-sum": sum, "aria-label": `${name}: ${direct} straight` }) : "none straight";
  return h(
    "li",
    {},
    h("p", { class: "stack-name" }, way(app, id, name), h("span", {}, straight, `, ${through} in all`)),
    h("div", { class: "stack thin", "aria-hidden": "true" }, ...bars),
    rows.length > 0
      ? h(
          "details",
          {},
          h("summary", {}, `${count(rows.length + others, "payment")} on the way`),
          rowTable(app, (app.model.data.money?.rows ?? []).filter((row) => rows.includes(row.id))),
          others > 0 ? h("p", { class: "note" }, `${others} more are not listed here.`) : null,
        )
      : null,
  );
}

// ---- what ends

function ending(app: App, ends: Ends): HTMLElement {
  const note = `Decide ${count(ends.months, "month")} before an agreement ends or can be ended, earlier where more notice is agreed, and on the day on which it is to be looked at again: your own lead times will differ.`;
  return section(
    "What ends, and by when to decide",
    h("p", { class: "note" }, note),
    more(ends.items.map((each) => endItem(app, ends, each)), ENDS_AT_FIRST),
    ends.more > 0 ? h("p", { class: "note" }, `${ends.more} more: sysmap decide and sysmap ending list all.`) : null,
    ends.undated ? h("p", { class: "note" }, ends.undated) : null,
  );
}

function endItem(app: App, ends: Ends, { id, name, decide, late, turns, cash, sum, services, outcomes }: EndFigure): HTMLElement {
  const said = capital(turns.join("; "));
  const list = (title: string, ids: readonly string[]): HTMLElement | null =>
    ids.length > 0 ? h("div", {}, h("p", {}, title), h("ul", {}, ...ids.map((each) => h("li", {}, way(app, each, app.nameOf(each)))))) : null;
  return h(
    "li",
    { class: "end-item" },
    h("p", { class: "end-day" }, ...(decide ? ["Decide by ", h("strong", {}, `${decide}${late ? ", past" : ""}`)] : [said])),
    h(
      "div",
      {},
      way(app, id, name, "card-title"),
      decide ? h("p", {}, `${said}.`) : null,
      sum ? h("p", {}, sumButton(app, ends, sum, `${cash} under it`), ` in ${ends.label}`) : null,
      list("It covers", services),
      list("What hangs on it", outcomes),
    ),
  );
}

// ---- measures

function measures(app: App, found: readonly MeasureFigure[]): HTMLElement[] {
  if (found.length === 0) return [];
  return [
    section(
      "What measures tell",
      h("p", { class: "note" }, "Ring: the start and what is wanted, with the way between at one pace. Line: what was observed."),
      h("ul", { class: "list sparks" }, ...found.map((each) => measure(app, each))),
    ),
  ];
}

function measure(app: App, each: MeasureFigure): HTMLElement {
  const unit = each.unit ? ` (${each.unit})` : "";
  const rows = h("tbody", {}, ...each.rows.map(([day, how, value]) => {
    const first = heading(day, "row");
    first.append(h("span", { class: "fact-note" }, how));
    return h("tr", {}, first, h("td", {}, value));
  }));
  const head = h("tr", {}, heading("Observed", "col"), heading("Value", "col"));
  return h(
    "li",
    { class: `spark-item ${each.going}` },
    each.of ? way(app, each.of, `${each.name}${unit}`, "card-title") : h("p", {}, `${each.name}${unit}`),
    h(
      "div",
      { class: "spark-said" },
      spark(each),
      h("p", {}, h("strong", {}, each.latest || "not observed"), each.baseline ? `; ${each.baseline} at the start` : "", each.target ? `; wanted ${each.target.replace(" on ", " by ")}` : "; nothing wanted is said", `. ${capital(each.said)}.`),
    ),
    each.rows.length > 0 ? h("details", {}, h("summary", {}, `${count(each.rows.length, "value")} behind it`), h("table", { class: "rows" }, h("thead", {}, head), rows)) : null,
  );
}

const EDGE = 60;

function spark({ drawn }: MeasureFigure): HTMLElement | null {
  if (!drawn) return null;
  const svg = picture("spark", 1000 + 2 * EDGE, 400 + 2 * EDGE);
  const at = ([x, y]: [number, number]): [number, number] => [EDGE + x, EDGE + 0.4 * y];
  const points = drawn.points.map(at);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return null;
  if (drawn.target) {
    const [x, y] = at(drawn.target);
    svg.draw("line", { class: "pace", x1: first[0], y1: first[1], x2: x, y2: y });
    svg.draw("circle", { class: "ring", cx: x, cy: y, r: 34 });
  }
  svg.draw("polyline", { points: points.map((each) => each.join(",")).join(" ") });
  svg.draw("circle", { class: "ring", cx: first[0], cy: first[1], r: 34 });
  svg.draw("circle", { class: "latest", cx: last[0], cy: last[1], r: 40 });
  return svg.made;
}

// ---- parts

interface Drawing {
  made: HTMLElement;
  draw(name: string, attributes: Record<string, string | number>): void;
}

/** A drawing for those who look; the words beside it say the same. */
function picture(name: string, width: number, height: number): Drawing {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const draw = (shape: string, attributes: Record<string, string | number>): void => {
    const made = document.createElementNS(svg.namespaceURI, shape);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    svg.append(made);
  };
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  return { made: svg as unknown as HTMLElement, draw };
}

function named(app: App, id: string, scope: "col" | "row"): HTMLElement {
  const made = heading("", scope);
  made.append(way(app, id, app.nameOf(id)));
  return made;
}

function heading(text: string, scope: "col" | "row"): HTMLElement {
  const made = h("th", {}, text);
  made.scope = scope;
  return made;
}
