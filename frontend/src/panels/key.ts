/** The key: every mark that is on the view, drawn as there. */

import type { App } from "../app";
import type { Link, Loop, MoneySort } from "../contract";
import { fill, h } from "../dom";
import { isMark, layerOf, type Shown } from "../filters";
import type { Model } from "../model";
import { section } from "./details";
import { currencyOf } from "../money";
import type { Panel } from "./registry";
import { KEYS } from "../twin";
import type { View } from "../views";
import { boxSample, changeSample, lineSample, linkSample, ringSample, type Sample, sampleCanvas, stepSample, thingSample } from "./samples";

export const key: Panel = {
  id: "key",
  tool: "Key",
  says: () => true,
  show: showKey,
};

type Row = readonly [there: boolean, mark: () => Sample, text: string];

/** Some marks of one sort, each with what it means. */
export interface KeyPart {
  title: string;
  rows: readonly (readonly [Sample, string])[];
}

/** What the key goes by: what is drawn, what of it is shown, and the loop that is told, if any. */
export interface Keyed {
  drawn: Model;
  shown: Shown;
  view: View | null;
  loop: Loop | undefined;
}

/** Every mark that is on a view, and no other. */
export function keyOf({ drawn, shown, view, loop }: Keyed): KeyPart[] {
  const { links } = shown;
  const elements = drawn.data.elements.filter((each) => shown.elements.has(each.id) && each.x !== undefined);
  const plain = (kind: string): boolean => elements.some((each) => each.kind === kind && !drawn.boxes.has(each.id));
  const causal = links.filter((link) => link.kind === "INFLUENCES");
  const money = links.filter((link) => link.money);
  const ribbon = (sort: MoneySort): Sample => linkSample({ kind: "FUNDS", money: { text: "", exact: "", width: 10, sort } });
  const moves = (sort: MoneySort): boolean => money.some((link) => link.money?.sort === sort);
  const parts = [
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
        "Takes months or years: two bars",
      ],
      [new Set(causal.map((link) => link.strength)).size > 1, () => linkSample({ polarity: "+", strength: 3 }), "Stronger: wider"],
      [
        causal.some((link) => link.confidence === "low" || link.confidence === "medium"),
        () => linkSample({ polarity: "+", confidence: "low" }),
        "Less sure: fainter. High, medium, low",
      ],
      [
        drawn.boxes.size > 0 && causal.some((link) => drawn.elements.get(link.from)?.parent !== drawn.elements.get(link.to)?.parent),
        () => linkSample({ polarity: "+" }, "polarity", [0.25]),
        "Crosses the edge of an organisation: thick there",
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
      [loop?.type === "R", () => ringSample("R"), "Feeds itself: what goes round comes back stronger"],
      [loop?.type === "B", () => ringSample("B"), "Keeps in check: what goes round comes back weaker"],
      [loop?.type === "undetermined", () => ringSample("undetermined"), "Could do either: not all of its signs are known"],
      [loop !== undefined, stepSample, "A number: which link of the loop it is, in order"],
    ]),
    part(
      "Boundaries",
      Object.entries(drawn.data.words.boundaries).map(([name, text]): Row => [
        view?.hue === "boundary" && links.some((link) => link.boundary === name),
        () => lineSample(name),
        text,
      ]),
    ),
    part("What changed", [
      [(view?.changes?.added.length ?? 0) > 0, () => changeSample("added"), "A whole line round it: added"],
      [(view?.changes?.changed.length ?? 0) > 0, () => changeSample("changed"), "Two lines round it: changed"],
      [(view?.changes?.removed.length ?? 0) > 0, () => changeSample("removed"), "A broken line round it: removed. It is drawn here, and no longer on the map"],
    ]),
  ];
  return parts.filter((each) => each.rows.length > 0);
}

/** What the key on the page, and on what is saved of it, goes by now. */
export function keyedBy(app: App): Keyed {
  const { drawn, shown, view, state } = app;
  return { drawn, shown, view, loop: drawn.loops.get(view?.shape === "loop" ? (view.focus ?? "") : state.pick) };
}

function showKey(panel: HTMLElement, app: App): void {
  const parts = keyOf(keyedBy(app));
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Key"),
    h("p", { class: "note" }, parts.length > 0 ? "The marks on this view." : "Nothing is drawn on this view."),
    ...parts.map(({ title, rows }) =>
      section(title, h("ul", { class: "key" }, ...rows.map(([mark, text]) => h("li", {}, sampleCanvas(mark), h("span", {}, text))))),
    ),
    section("Keys on the map", h("dl", { class: "keys" }, ...KEYS.flatMap(([keys, does]) => [h("dt", {}, keys), h("dd", {}, does)]))),
  );
}

function part(title: string, marks: readonly Row[]): KeyPart {
  return { title, rows: marks.filter(([there]) => there).map(([, mark, text]) => [mark(), text] as const) };
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
