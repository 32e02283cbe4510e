/** The panel of a view: what answers its question, beside the map. */

import type { App } from "../app";
import { type Sort, SORT_SIGNS, SORT_WORDS, SORTS } from "../changes";
import type { Finding, Link, ViewShape } from "../contract";
import { button, fill, h } from "../dom";
import { findingId } from "../emphasis";
import { layerOf, toggled } from "../filters";
import { classPick } from "../ledger";
import { currencyOf } from "../money";
import { count, countLinks } from "../words";
import { cards, GUARDRAILS } from "./cards";
import { facts, flowItem, linkItem, more, section } from "./details";
import { loopsHere } from "./loops";
import type { Panel } from "./registry";
import { sumSections } from "./origin";
import { lineSample, sampleCanvas } from "./samples";
import { yearStepper } from "./years";
import { way } from "./ways";

/** So many findings of one sort at first. */
const FINDINGS_OF_A_SORT = 3;

type Content = (app: App) => HTMLElement[];

const CONTENTS: Partial<Record<ViewShape, Content>> = { findings, loops: loopsHere, money, boundaries, changes };

export const viewPanel: Panel = {
  id: "view",
  says: (app) => CONTENTS[app.view?.shape ?? "tables"] !== undefined,
  show: showViewPanel,
};

function showViewPanel(panel: HTMLElement, app: App): void {
  const { view } = app;
  if (!view) return;
  fill(
    panel,
    h("h2", { tabindex: -1, class: view.id === GUARDRAILS ? "printed" : "" }, view.question),
    view.note ? h("p", { class: "story" }, view.note) : null,
    h("p", { class: "note" }, view.hint),
    ...(view.shape === "money" ? [] : saidHere(app, view.shape)),
    ...(CONTENTS[view.shape]?.(app) ?? []),
  );
}

/** What differs between two moments: each leads to it on the map, where it is marked. */
function changes(app: App): HTMLElement[] {
  const found = app.view?.changes;
  if (!found) return [];
  const lists = SORTS.flatMap((sort) => {
    const items = found[sort].map((each) =>
      h("li", { class: "link-item" }, changeSign(sort), h("div", {}, app.has(each.id) ? way(app, each.id, each.text) : h("p", {}, each.text), facts(app, each.facts ?? []))),
    );
    return items.length > 0 ? [section(`${SORT_WORDS[sort]} (${items.length})`, more(items))] : [];
  });
  const moments = h("p", { class: "note" }, `From ${found.from} to ${found.to}.`);
  return [moments, ...(lists.length > 0 ? lists : [h("p", { class: "story" }, "Nothing differs between the two.")])];
}

function changeSign(sort: Sort): HTMLElement {
  return h("span", { class: `sign change-${sort}`, "aria-hidden": "true" }, SORT_SIGNS[sort]);
}

function findings(app: App): HTMLElement[] {
  return app.view?.id === GUARDRAILS ? cards(app) : grouped(app, (finding) => finding.view !== GUARDRAILS, FINDINGS_OF_A_SORT);
}

/** Findings under one heading a sort, each sort begun short: the same words over and over tell nobody anything. */
function grouped(app: App, wanted: (finding: Finding) => boolean, atFirst: number): HTMLElement[] {
  const sorts = new Map<string, HTMLElement[]>();
  for (const [index, finding] of app.model.data.findings.entries()) {
    if (!wanted(finding)) continue;
    const item = h("li", {}, way(app, findingId(index), finding.sentence, "said"));
    const sort = sorts.get(finding.title);
    if (sort) sort.push(item);
    else sorts.set(finding.title, [item]);
  }
  return [...sorts].map(([title, items]) =>
    section(items.length > 1 ? `${title} (${items.length})` : title, more(items, atFirst)),
  );
}

/** What was found that answers the question of this view. */
function saidHere(app: App, view: ViewShape): HTMLElement[] {
  // What is said of one loop stands with the loop.
  const ofLoop = ({ about }: Finding): boolean => about.some((id) => app.model.loops.has(id));
  return view === "findings" ? [] : grouped(app, (finding) => finding.view === view && !ofLoop(finding), 1);
}

function money(app: App): HTMLElement[] {
  const flows = largestFirst(app.model.data.links);
  const stepper = yearStepper(app);
  return [
    ...(stepper ? [stepper] : []),
    ...sumSections(app),
    ...saidHere(app, "money"),
    ...(flows.length > 0
      ? [section(`Flows (${flows.length})`, more(flows.map((link) => flowItem(app, link)), 12))]
      : [h("p", { class: "note" }, "No flow of money has a figure for this year.")]),
  ];
}

/** Flows by amount. Currencies do not compare: the one that most flows are in stands first. */
function largestFirst(links: readonly Link[]): Link[] {
  const byCurrency = new Map<string, Link[]>();
  for (const link of links) {
    if (!link.money) continue;
    const currency = currencyOf(link.money);
    const those = byCurrency.get(currency);
    if (those) those.push(link);
    else byCurrency.set(currency, [link]);
  }
  const width = ({ money }: Link): number => money?.width ?? 0;
  return [...byCurrency.values()]
    .sort((one, other) => other.length - one.length)
    .flatMap((each) => each.sort((one, other) => width(other) - width(one)));
}

/** The classes of boundary, those that reach farthest first. */
const CLASSES = [
  "across_sectors",
  "real_world",
  "sector_not_known",
  "across_organisations_same_sector",
  "within_organisation",
  "within_unit",
];

function boundaries(app: App): HTMLElement[] {
  const { words, links } = app.model.data;
  const layers = app.layers();
  const crossing = links.filter((link) => link.boundary && layers.has(layerOf(link)));
  return CLASSES.flatMap((name) => {
    const those = crossing.filter((link) => link.boundary === name);
    if (those.length === 0) return [];
    const number = countLinks(those);
    const hidden = app.state.hidden.boundary.has(name);
    const made = section(
      h(
        "h3",
        { class: "with-sample" },
        sampleCanvas(lineSample(name)),
        h("span", {}, `${words.boundaries[name] ?? name.replaceAll("_", " ")}: ${number.toLocaleString("en-GB")}`),
      ),
      button(`Which ${count(number, "link")}, and who says so`, () => app.pick(classPick(name), true), { class: "action", id: `class-${name}` }),
      more(those.map((link) => linkItem(app, link)), 3),
      button(hidden ? "Show these" : "Hide these", () => app.set({ hidden: toggled(app.state.hidden, "boundary", name) }), {
        class: "action",
      }),
    );
    made.classList.toggle("off", hidden);
    return [made];
  });
}
