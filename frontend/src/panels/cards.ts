/** Questions worth asking, as cards: a calm list under how much each matters, and behind each why it is asked. */

import type { App } from "../app";
import type { Finding } from "../contract";
import type { Card } from "../contract-figures";
import { h } from "../dom";
import { findingId } from "../emphasis";
import { facts, more, restsOn, section } from "./details";
import { rowsOfLinks } from "./origin";
import { chip, way } from "./ways";

/** The view of what guardrails ask, which only pages have whose maker chose it. */
export const GUARDRAILS = "guardrails";

/** So many under one heading at first. */
const AT_FIRST = 6;

/** What is asked, under how much it matters; then what was explained, and what could not be checked. */
export function cards(app: App): HTMLElement[] {
  const groups = new Map<string, HTMLElement[]>();
  for (const [index, finding] of app.model.data.findings.entries()) {
    const { card } = finding;
    if (finding.view !== GUARDRAILS || !card) continue;
    const items = groups.get(card.heading) ?? [];
    items.push(item(app, index, finding, card));
    groups.set(card.heading, items);
  }
  return [...groups].map(([heading, items]) => section(`${heading} (${items.length})`, more(items, AT_FIRST)));
}

function item(app: App, index: number, finding: Finding, card: Card): HTMLElement {
  // What could not be checked has nothing behind it.
  if (card.told.length === 0) return h("li", {}, h("p", { class: "note" }, finding.sentence));
  const [first] = card.told;
  return h(
    "li",
    { class: "question" },
    h("p", { class: "question-name" }, finding.title),
    way(app, findingId(index), finding.sentence, "said"),
    first ? h("p", { class: "paper-only" }, `${first[0]}: ${first[1]}`) : null,
  );
}

/** One question with its evidence, what it is held against and why. */
export function ofCard(app: App, finding: Finding, card: Card): (Node | null)[] {
  return [
    h("p", { class: "kicker" }, chip("question worth asking", "finding")),
    h("h2", { tabindex: -1 }, finding.title),
    h("p", { class: "story" }, finding.sentence),
    ...card.told.map(([title, text]) => section(title, h("p", {}, text))),
    (finding.facts ?? []).length > 0 ? section("What is known", facts(app, finding.facts ?? [])) : null,
    rowsOfLinks(app, finding.about),
    restsOn(app, finding),
    card.compared.length > 0 ? section("Held against", facts(app, card.compared)) : null,
    ...card.rule.map(([title, text]) => section(title, h("p", { class: "note" }, text))),
  ];
}
