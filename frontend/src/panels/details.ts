/** What is known about the thing, link, loop or finding that was chosen. */

import type { App } from "../app";
import { changesById, changesOfScenario, SORT_SIGNS, SORT_WORDS } from "../changes";
import type { Element, Fact, Finding, Link, Loop } from "../contract";
import { button, fill, h, inTurn } from "../dom";
import { findingOf } from "../emphasis";
import { layerOf, kindOf } from "../filters";
import { nameOf } from "../model";
import { askOf } from "./press";
import { ofCard } from "./cards";
import { marks } from "./comments";
import { further } from "./further";
import { rowsOfLinks, sumsOf } from "./origin";
import type { Panel } from "./registry";
import { roundTheLoop } from "./story";
import { weighed } from "../ranked";
import { kindWords, loopType, polarityWords } from "../words";
import { chip, way } from "./ways";

/** So many of a list at first; the rest when asked. */
const AT_FIRST = 8;

export const details: Panel = { id: "details", says: (app) => app.state.pick !== "", show: showDetails };

/** Whose details were written last. */
let shown = "";

function showDetails(panel: HTMLElement, app: App): void {
  const { model, state } = app;
  // What was removed is known to the view of what changed alone.
  const element = model.elements.get(state.pick) ?? app.drawn.elements.get(state.pick);
  const link = model.links.get(state.pick) ?? app.drawn.links.get(state.pick);
  const loop = model.loops.get(state.pick);
  const finding = findingOf(model, state.pick);
  if (element) fill(panel, ...ofElement(app, element));
  else if (link) fill(panel, ...ofLink(app, link));
  else if (loop) fill(panel, ...ofLoop(app, loop));
  else if (finding) fill(panel, ...ofFinding(app, finding));
  panel.querySelector("h2")?.after(...whatHappened(app));
  // What is done with it is at its foot: who does something there stays there.
  if (state.pick !== shown) panel.scrollTop = 0;
  shown = state.pick;
  const kind = element ? kindWords(element) : loop ? "loop" : "";
  app.say([panel.querySelector("h2")?.textContent, kind].filter(Boolean).join(", "));
}

/** On a view of what changed: whether this was added, changed or removed, and what it was before. */
function whatHappened(app: App): HTMLElement[] {
  const changes = app.view?.changes ?? changesOfScenario(app.model.data);
  const found = changes && changesById(changes).get(app.state.pick);
  if (!changes || !found) return [];
  const { sort, change } = found;
  const said = {
    added: `between ${changes.from} and ${changes.to}.`,
    changed: `between ${changes.from} and ${changes.to}:`,
    removed: `between ${changes.from} and ${changes.to}. This is what it was.`,
  }[sort];
  const line = h("p", { class: "story" }, h("strong", {}, `${SORT_SIGNS[sort]} ${SORT_WORDS[sort]}`), ` ${said}`);
  const list = facts(app, change.facts ?? []);
  return list ? [line, list] : [line];
}

const DEPENDS_ON = "DEPENDS_ON";

function ofElement(app: App, element: Element): (Node | null)[] {
  const gone = !app.model.elements.has(element.id);
  const all = gone ? app.drawn : app.model;
  const leaving = all.leaving.get(element.id) ?? [];
  const reaching = all.reaching.get(element.id) ?? [];
  const sorts: [string, readonly Link[]][] = [
    ["What moves it", reaching.filter((link) => layerOf(link) === "causal")],
    ["What it moves", leaving.filter((link) => layerOf(link) === "causal")],
    ["Money in", largestFirst(reaching)],
    ["Money out", largestFirst(leaving)],
    ["What it depends on", leaving.filter(({ kind }) => kind === DEPENDS_ON)],
    ["Who depends on it", reaching.filter(({ kind }) => kind === DEPENDS_ON)],
    ["Also", [...leaving, ...reaching].filter((link) => layerOf(link) === "other" && link.kind !== DEPENDS_ON)],
  ];
  const loops = app.model.loopsThrough.get(element.id) ?? [];
  const inside = app.model.inside.get(element.id) ?? [];
  return [
    h("p", { class: "kicker" }, chip(kindWords(element), kindOf(element).toLowerCase())),
    h("h2", { tabindex: -1 }, element.name),
    element.owner === "none" ? h("p", { class: "warn" }, "Nobody on this map owns it.") : null,
    element.note ? h("p", { class: "note" }, element.note) : null,
    button(app.state.near ? "Show the whole map" : "Show only this and what it is joined to", () => app.toggleNear(), {
      class: "action",
    }),
    facts(app, element.facts),
    gone ? null : sumsOf(app, element.id),
    ...sorts.map(([title, links]) => linkList(app, title, links)),
    inside.length > 0 ? section("In its box", more(inside.map((id) => h("li", {}, way(app, id, nameOf(app.model, id)))))) : null,
    loopList(app, loops),
    askOf(app, element),
    gone ? null : marks(app, { id: element.id, kind: element.kind, name: element.name }),
    further(app, element),
  ];
}

/** Flows of money, the widest ribbon first: of one currency that is the most money. */
function largestFirst(links: readonly Link[]): Link[] {
  const size = ({ money }: Link): number => money?.width ?? 0;
  return links.filter((link) => layerOf(link) === "money").sort((one, other) => size(other) - size(one));
}

function ofLink(app: App, link: Link): (Node | null)[] {
  const kind = layerOf(link) === "money" ? "money" : "link";
  return [
    h("p", { class: "kicker" }, chip(app.model.data.words.links[link.kind] ?? link.kind, kind)),
    h("h2", { tabindex: -1 }, link.sentence),
    link.money ? h("p", { class: "figure-big" }, link.money.exact) : null,
    polarityWords(link) ? h("p", { class: "note" }, `${polarityWords(link)}${link.confidence === "contested" ? ", contested" : ""}`) : null,
    link.note ? h("p", { class: "note" }, link.note) : null,
    section(
      "Between",
      h("ul", {}, ...[link.from, link.to].map((id) => h("li", {}, way(app, id, app.nameOf(id))))),
    ),
    link.boundary
      ? section("Boundary", h("p", {}, app.model.data.words.boundaries[link.boundary] ?? link.boundary.replaceAll("_", " ")))
      : null,
    facts(app, link.facts),
    rowsOfLinks(app, [link.id]),
    loopList(app, app.model.loopsThrough.get(link.id) ?? []),
    app.model.links.has(link.id) ? marks(app, { id: link.id, kind: link.kind, name: link.sentence }) : null,
  ];
}

function ofLoop(app: App, loop: Loop): (Node | null)[] {
  return [
    h("p", { class: "kicker" }, chip(`${loop.type === "undetermined" ? "?" : loop.type} · ${loopType(loop)}`, `loop-${loop.type}`)),
    h("h2", { tabindex: -1 }, loop.name),
    loop.broken ? h("p", { class: "warn" }, "Broken: a link of this loop is no longer on the map.") : null,
    loop.story ? h("p", { class: "story" }, loop.story) : h("p", { class: "note" }, "Nobody has told its story yet."),
    section("Round the loop", ...roundTheLoop(app, loop)),
    facts(app, [...weighed(app.model.data, loop), ...(loop.facts ?? [])]),
    marks(app, { id: loop.id, kind: "Loop", name: loop.name }),
  ];
}

function ofFinding(app: App, finding: Finding): (Node | null)[] {
  if (finding.card) return ofCard(app, finding, finding.card);
  return [
    h("p", { class: "kicker" }, chip("worth knowing", "finding")),
    h("h2", { tabindex: -1 }, finding.title),
    h("p", { class: "story" }, finding.sentence),
    facts(app, finding.facts ?? []),
    rowsOfLinks(app, finding.about),
    restsOn(app, finding),
  ];
}

/** What a finding is about, each leading to it. */
export function restsOn(app: App, { about }: Finding): HTMLElement | null {
  const { elements, links, loops } = app.model;
  const names = about.filter((id) => elements.has(id) || links.has(id) || loops.has(id));
  if (names.length === 0) return null;
  const words = (id: string): string => links.get(id)?.sentence ?? loops.get(id)?.name ?? nameOf(app.model, id);
  return section("It rests on", more(names.map((id) => h("li", {}, way(app, id, words(id))))));
}

export function facts(app: App, list: readonly Fact[]): HTMLElement | null {
  if (list.length === 0) return null;
  return h(
    "dl",
    { class: "facts" },
    ...list.flatMap((fact) => [
      h("dt", {}, fact.label),
      h(
        "dd",
        {},
        fact.ref && app.model.elements.has(fact.ref) ? way(app, fact.ref, fact.value) : fact.value,
        fact.note ? h("span", { class: "fact-note" }, fact.note) : null,
      ),
    ]),
  );
}

let sections = 0;

export function section(title: string | HTMLElement, ...content: (Node | null)[]): HTMLElement {
  const heading = typeof title === "string" ? h("h3", {}, title) : title;
  heading.id = `section-${++sections}`;
  const made = h("section", {}, heading, ...content);
  // "Show 5 more" alone does not say of what.
  for (const each of made.querySelectorAll("button.action")) each.setAttribute("aria-describedby", heading.id);
  return made;
}

function linkList(app: App, title: string, links: readonly Link[]): HTMLElement | null {
  if (links.length === 0) return null;
  return section(title, more(links.map((link) => linkItem(app, link))));
}

export function linkItem(app: App, link: Link): HTMLElement {
  if (link.money) return flowItem(app, link);
  const sign = link.kind === "INFLUENCES" ? (link.polarity === "-" ? "−" : link.polarity || "?") : "";
  const form = sign === "+" ? "same" : sign === "−" ? "opposite" : "unsure";
  return h(
    "li",
    { class: sign ? "link-item" : "" },
    sign ? h("span", { class: `sign ${form}`, "aria-hidden": "true" }, sign) : null,
    way(app, link.id, link.sentence),
  );
}

export function flowItem(app: App, link: Link): HTMLElement {
  return h(
    "li",
    { class: "flow-item" },
    h("span", { class: "amount", "aria-hidden": "true" }, link.money?.text ?? ""),
    // Who goes from button to button hears the amount as well.
    way(app, link.id, [...inTurn([app.nameOf(link.from), app.nameOf(link.to)], "→", "to"), h("span", { class: "unseen" }, `: ${link.money?.text ?? ""}`)]),
  );
}

function loopList(app: App, loops: readonly Loop[]): HTMLElement | null {
  const named = loops.filter((loop) => loop.named);
  if (named.length === 0) return null;
  return section(
    "Loops through it",
    more(
      named.map((loop) =>
        h(
          "li",
          { class: "link-item" },
          h("span", { class: `sign loop-${loop.type}`, "aria-hidden": "true" }, loop.type === "undetermined" ? "?" : loop.type),
          way(app, loop.id, loop.name),
        ),
      ),
    ),
  );
}

/** A list that begins short. */
export function more(items: HTMLElement[], atFirst = AT_FIRST): HTMLElement {
  const list = h("ul", { class: "list" }, ...items.slice(0, atFirst));
  const rest = items.slice(atFirst);
  if (rest.length === 0) return list;
  const show = button(`Show ${rest.length} more`, () => {
    list.append(...rest.splice(0, 100));
    if (rest.length === 0) show.remove();
    else show.textContent = `Show ${rest.length} more`;
  }, { class: "action more" });
  return h("div", {}, list, show);
}
