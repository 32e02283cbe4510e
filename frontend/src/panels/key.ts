/** The key: every mark that is on the view, drawn as there. */

import type { App } from "../app";
import type { Link, MoneySort } from "../contract";
import { fill, h } from "../dom";
import { isMark, layerOf } from "../filters";
import { section } from "./details";
import { currencyOf } from "../money";
import type { Panel } from "./registry";
import { KEYS } from "../twin";
import { boxSample, changeSample, lineSample, linkSample, thingSample } from "./samples";

export const key: Panel = {
  id: "key",
  tool: "Key",
  says: () => true,
  show: showKey,
};

type Row = readonly [there: boolean, mark: () => HTMLElement, text: string];

/** Every mark that is on this view, and no other. */
function showKey(panel: HTMLElement, app: App): void {
  const { links } = app.shown;
  const drawn = app.drawn;
  const elements = drawn.data.elements.filter((each) => app.shown.elements.has(each.id) && each.x !== undefined);
  const plain = (kind: string): boolean => elements.some((each) => each.kind === kind && !drawn.boxes.has(each.id));
  const causal = links.filter((link) => link.kind === "INFLUENCES");
  const money = links.filter((link) => link.money);
  const loop = app.drawn.loops.get(app.view?.shape === "loop" ? (app.view.focus ?? "") : app.state.pick);
  const ribbon = (sort: MoneySort): HTMLElement => linkSample({ kind: "FUNDS", money: { text: "", exact: "", width: 10, sort } });
  const moves = (sort: MoneySort): boolean => money.some((link) => link.money?.sort === sort);
  const sections = [
    part("Things", [
      [drawn.boxes.size > 0, boxSample, "An organisation, with its units and what it answers for inside"],
      [plain("Organisation"), () => thingSample({ kind: "Organisation", name: "Name" }), "An organisation"],
      [plain("Service"), () => thingSample({ kind: "Service", name: "Name" }), "A service: something done with or for people"],
      [
        elements.some((each) => each.kind === "Factor" && !each.outcome),
        () => thingSample({ name: "Name" }),
        "A factor: something that can rise or fall",
      ],
      [elements.some((each) => each.outcome), () => thingSample({ name: "Name", outcome: true }), "An outcome: what people want in the end"],
      [elements.some((each) => each.owner === "none"), () => thingSample({ name: "Name", owner: "none" }), "Dotted: nobody on this map owns it"],
      [elements.some(isMark), () => thingSample({ kind: "Agreement", name: "Name" }), "A mark: an agreement, a post or a place"],
    ]),
    part("What influences what", [
      [causal.some((link) => link.polarity === "+"), () => linkSample({ polarity: "+" }), "Same way: more A means more B"],
      [causal.some((link) => link.polarity === "-"), () => linkSample({ polarity: "-" }), "Opposite way: more A means less B"],
      [causal.some((link) => link.polarity === "?" || link.polarity === ""), () => linkSample({ polarity: "?" }), "Unsure which way"],
      [
        causal.some((link) => link.confidence === "contested"),
        () => linkSample({ polarity: "+", confidence: "contested" }),
        "Contested: people or sources disagree",
      ],
      [
        causal.some((link) => link.delay === "months" || link.delay === "years"),
        () => linkSample({ polarity: "+", delay: "years" }),
        "Two bars: it takes months or years",
      ],
      [new Set(causal.map((link) => link.strength)).size > 1, () => linkSample({ polarity: "+", strength: 3 }), "Wider: stronger"],
      [
        causal.some((link) => link.confidence === "low" || link.confidence === "medium"),
        () => linkSample({ polarity: "+", confidence: "low" }),
        "Fainter: less sure. High, medium, low",
      ],
      [
        drawn.boxes.size > 0 && causal.some((link) => drawn.elements.get(link.from)?.parent !== drawn.elements.get(link.to)?.parent),
        () => linkSample({ polarity: "+" }, "polarity", [0.25]),
        "Thick: here it crosses the edge of an organisation",
      ],
    ]),
    part("Money and other links", [
      [moves("cash"), () => ribbon("cash"), ribbonWords(money)],
      [moves("in_kind"), () => ribbon("in_kind"), "Given in kind: valued, but no cash"],
      [moves("lent"), () => ribbon("lent"), "Lent, guaranteed or invested: it has to come back"],
      [moves("repaid"), () => ribbon("repaid"), "With a line along it: paid back"],
      [links.some((link) => layerOf(link) === "other"), () => linkSample({ kind: "DELIVERS" }), "Any other link, such as delivers or depends on"],
    ]),
    part("Loops", [
      [loop?.type === "R", () => letter("R"), "Feeds itself: what goes round comes back stronger"],
      [loop?.type === "B", () => letter("B"), "Keeps in check: what goes round comes back weaker"],
    ]),
    part(
      "Boundaries",
      Object.entries(drawn.data.words.boundaries).map(([name, text]): Row => [
        app.view?.hue === "boundary" && links.some((link) => link.boundary === name),
        () => lineSample(name),
        text,
      ]),
    ),
    part("What changed", [
      [(app.view?.changes?.added.length ?? 0) > 0, () => changeSample("added"), "A whole line round it: added"],
      [(app.view?.changes?.changed.length ?? 0) > 0, () => changeSample("changed"), "Two lines round it: changed"],
      [(app.view?.changes?.removed.length ?? 0) > 0, () => changeSample("removed"), "A broken line round it: removed. It is drawn here, and no longer on the map"],
    ]),
  ];
  const shown = sections.filter((each) => each !== null);
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Key"),
    h("p", { class: "note" }, shown.length > 0 ? "The marks on this view." : "Nothing is drawn on this view."),
    ...shown,
    section("Keys on the map", h("dl", { class: "keys" }, ...KEYS.flatMap(([keys, does]) => [h("dt", {}, keys), h("dd", {}, does)]))),
  );
}

function part(title: string, marks: readonly Row[]): HTMLElement | null {
  const there = marks.filter(([is]) => is);
  return there.length > 0 ? section(title, rows(there.map(([, mark, text]) => [mark(), text]))) : null;
}

/** What the width of a ribbon means, by the widest there is. */
function ribbonWords(flows: readonly Link[]): string {
  const words = "A ribbon of money: twice as wide for four times as much";
  const currencies = new Set(flows.flatMap(({ money }) => money ? [currencyOf(money)] : []));
  if (currencies.size > 1) return `${words}, each currency on a scale of its own: one is not wider than another for being more`;
  const widest = flows.reduce((best, link) => Math.max(best, link.money?.width ?? 0), 0);
  const said = flows.find((link) => link.money?.width === widest)?.money?.text;
  return `${words}${said ? `. The widest here is ${said}` : ""}`;
}

function letter(type: "R" | "B"): HTMLElement {
  return h("span", { class: `sign big loop-${type}`, "aria-hidden": "true" }, type);
}

function rows(list: [HTMLElement, string][]): HTMLElement {
  return h("ul", { class: "key" }, ...list.map(([mark, text]) => h("li", {}, mark, h("span", {}, text))));
}
