/** All ways from one thing to another: a list of them, each lit up when chosen, each told in sentences. */

import type { App } from "../app";
import type { Link } from "../contract";
import { button, fill, h } from "../dom";
import { nameOf } from "../model";
import { type Between, betweenId, betweenOf, LONGEST_WAY, MOST_WAYS, signOf, waysBetween } from "../paths";
import { count } from "../words";
import type { Panel } from "./registry";

export const paths: Panel = { id: "paths", says: (app) => betweenOf(app.state.pick) !== null, show: showPaths };

function showPaths(panel: HTMLElement, app: App): void {
  const between = betweenOf(app.state.pick);
  if (!between) return;
  const { from, to } = between;
  const go = (change: Partial<Between>): void => app.pick(betweenId({ ...between, at: 0, ...change }), (change.at ?? 0) > 0);
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Ways from one thing to another"),
    h(
      "div",
      { class: "between" },
      chooser(app, "way-from", "From", from, (id) => go({ from: id })),
      chooser(app, "way-to", "To", to, (id) => go({ to: id })),
    ),
    ...(to && from ? answer(app, between, go) : [h("p", { class: "note" }, "Choose both ends.")]),
  );
}

function chooser(app: App, id: string, label: string, chosen: string, change: (id: string) => void): HTMLElement {
  const joined = new Set(app.model.data.links.filter((link) => link.kind === "INFLUENCES").flatMap((link) => [link.from, link.to]));
  const names = app.model.data.elements.filter((each) => joined.has(each.id)).sort((one, other) => one.name.localeCompare(other.name));
  const select = h("select", { id });
  for (const [value, text] of [["", "choose"], ...names.map((each) => [each.id, each.name])] as [string, string][]) {
    const option = h("option", {}, text);
    option.value = value;
    select.append(option);
  }
  select.value = joined.has(chosen) ? chosen : "";
  select.addEventListener("change", () => change(select.value));
  return h("label", {}, h("span", {}, label), select);
}

function answer(app: App, between: Between, go: (change: Partial<Between>) => void): HTMLElement[] {
  const { from, to, at } = between;
  const { ways, more } = waysBetween(app.model.data.links, from, to);
  const start = nameOf(app.model, from);
  const end = nameOf(app.model, to);
  if (ways.length === 0) {
    return [h("p", { class: "story" }, `Nothing on this map leads from “${start}” to “${end}” within ${LONGEST_WAY} links.`)];
  }
  const said = more ? `The ${ways.length} shortest ways, of more than ${MOST_WAYS}.` : `${count(ways.length, "way")} of up to ${LONGEST_WAY} links, the shortest first.`;
  return [
    h("p", { class: "note" }, said),
    h(
      "ol",
      { class: "ways-between" },
      ...ways.map((way, index) => {
        const open = at === index + 1;
        return h(
          "li",
          {},
          button(told(app, way), () => go({ at: open ? 0 : index + 1 }), { class: "way", id: `way-${index + 1}`, "aria-pressed": String(open) }),
          h("p", { class: "note" }, sumOf(way, start, end)),
          open ? h("ul", {}, ...way.map((link) => h("li", {}, link.sentence))) : null,
        );
      }),
    ),
  ];
}

function told(app: App, way: readonly Link[]): string {
  return [nameOf(app.model, way[0]?.from ?? ""), ...way.map((link) => nameOf(app.model, link.to))].join(" → ");
}

function sumOf(way: readonly Link[], start: string, end: string): string {
  const sign = signOf(way);
  if (sign === "?") return "Which way it goes is not known: a link on it is unsure.";
  return `Along this way, more “${start}” means ${sign === "+" ? "more" : "less"} “${end}”.`;
}
