/** The key: every mark there is, drawn as on the map. */

import { fill, h } from "../dom";
import type { Model } from "../model";
import { section } from "./details";
import type { Panel } from "./registry";
import { boxSample, lineSample, linkSample, thingSample } from "./samples";

export const key: Panel = {
  id: "key",
  tool: "Key",
  says: () => true,
  show: (panel, app) => showKey(panel, app.model),
};

function showKey(panel: HTMLElement, model: Model): void {
  const { words } = model.data;
  const classes = Object.entries(words.boundaries);
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Key"),
    section(
      "Things",
      rows([
        [boxSample(), "An organisation, with its units and what it answers for inside"],
        [thingSample({ kind: "Service", name: "Name" }), "A service: something done with or for people"],
        [thingSample({ name: "Name" }), "A factor: something that can rise or fall"],
        [thingSample({ name: "Name", outcome: true }), "An outcome: what people want in the end"],
        [thingSample({ name: "Name", owner: "none" }), "Dotted: nobody on this map owns it"],
        [thingSample({ kind: "Agreement", name: "Name" }), "A mark: an agreement, a post or a place; shown when asked under Filter"],
      ]),
    ),
    section(
      "What influences what",
      rows([
        [linkSample({ polarity: "+" }), "Same way: more A means more B"],
        [linkSample({ polarity: "-" }), "Opposite way: more A means less B"],
        [linkSample({ polarity: "?" }), "Unsure which way"],
        [linkSample({ polarity: "+", confidence: "contested" }), "Contested: people or sources disagree"],
        [linkSample({ polarity: "+", delay: "years" }), "Two bars: it takes months or years"],
        [linkSample({ polarity: "+", strength: 3 }), "Wider: stronger"],
        [linkSample({ polarity: "+", confidence: "low" }), "Fainter: less sure. High, medium, low"],
        [linkSample({ polarity: "+" }, "polarity", [0.25]), "Thick: here it crosses the edge of an organisation"],
      ]),
    ),
    section(
      "Money and other links",
      rows([
        [linkSample({ kind: "FUNDS", money: { text: "", exact: "", width: 10, in_kind: false } }), ribbonWords(model)],
        [linkSample({ kind: "FUNDS", money: { text: "", exact: "", width: 10, in_kind: true } }), "Given in kind: valued, but no cash"],
        [linkSample({ kind: "DELIVERS" }), "Any other link, such as delivers or depends on"],
      ]),
    ),
    section(
      "Loops",
      rows([
        [letter("R"), "Feeds itself: what goes round comes back stronger"],
        [letter("B"), "Keeps in check: what goes round comes back weaker"],
      ]),
    ),
    classes.length > 0 ? section("Boundaries", rows(classes.map(([name, text]) => [lineSample(name), text]))) : null,
  );
}

/** What the width of a ribbon means, by the widest there is. */
function ribbonWords(model: Model): string {
  const flows = model.data.links.filter((link) => link.money);
  const widest = flows.reduce((best, link) => Math.max(best, link.money?.width ?? 0), 0);
  const said = flows.find((link) => link.money?.width === widest)?.money?.text;
  return `A ribbon of money: twice as wide for four times as much${said ? `. The widest here is ${said}` : ""}`;
}

function letter(type: "R" | "B"): HTMLElement {
  return h("span", { class: `sign big loop-${type}`, "aria-hidden": "true" }, type);
}

function rows(list: [HTMLElement, string][]): HTMLElement {
  return h("ul", { class: "key" }, ...list.map(([mark, text]) => h("li", {}, mark, h("span", {}, text))));
}
