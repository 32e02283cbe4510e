/** What if there were more of something? What moves which way, how surely, and which links the rest hangs on. */

import type { App } from "../app";
import { askedId, askedOf, hangsOn, type Response, responsesTo, SURE } from "../answers";
import type { Check, Element } from "../contract";
import { button, fill, h, sign } from "../dom";
import { nameOf } from "../model";
import { count } from "../words";
import { more, section } from "./details";
import type { Panel } from "./registry";
import { way } from "./ways";

const LINKS_AT_FIRST = 2;

export const press: Panel = { id: "press", says: (app) => askedOf(app.state.pick)?.what === "press", show: showPress };

/** In the details of a thing: the way to the question. */
export function askOf(app: App, { id, kind }: Element): HTMLElement | null {
  const { data } = app.model;
  if (data.too_large && (kind === "Factor" || kind === "Service")) return h("p", { class: "note" }, data.too_large);
  const asked = responsesTo(data.press, id, 1) !== null;
  const stops = data.rests?.items.some((item) => item.id === id);
  if (!asked && !stops) return null;
  return section(
    "What if?",
    asked ? pushes(app, id, 0) : null,
    stops ? h("div", { class: "pushes" }, button("What would stop with it?", () => app.pick(askedId({ what: "rests", id }), true), { class: "action" })) : null,
  );
}

function pushes(app: App, id: string, push: number): HTMLElement {
  const one = (words: string, by: number): HTMLElement =>
    button(words, () => app.pick(askedId({ what: "press", id, push: by }), push === 0), {
      class: "action",
      id: by > 0 ? "press-more" : "press-less",
      ...(push ? { "aria-pressed": String(push === by) } : {}),
    });
  return h("div", { class: "pushes", role: "group", "aria-label": "What if there were" }, one("More of it", 1), one("Less of it", -1));
}

function showPress(panel: HTMLElement, app: App): void {
  const asked = askedOf(app.state.pick);
  const table = app.model.data.press;
  if (asked?.what !== "press" || !table) return;
  const { id, push } = asked;
  const name = nameOf(app.model, id);
  const found = responsesTo(table, id, push) ?? [];
  const wanted = new Map(table.wanted);
  const unsure = found.filter(({ sure }) => sure !== "nearly");
  const links = hangsOn(unsure);
  const title = `What if there were ${push > 0 ? "more" : "less"} “${name}”?`;
  const bySureness = (sure: Response["sure"]): HTMLElement | null => {
    const those = found.filter((each) => each.sure === sure);
    return those.length > 0 ? section(capital(SURE[sure]), more(those.map((each) => moved(app, each, wanted)))) : null;
  };
  fill(
    panel,
    h("p", { class: "kicker" }, way(app, id, name)),
    h("h2", { tabindex: -1 }, title),
    pushes(app, id, push),
    found.length === 0 ? h("p", { class: "story" }, "No way leads from here to anything else on this map.") : null,
    bySureness("nearly"),
    links.length > 0
      ? section(
          "Links worth asking about",
          h("p", { class: "note" }, "What is less than sure hangs on these most."),
          more(
            links.map(({ check, count: hanging }) => checkItem(app, check, `${count(hanging, "answer hangs", "answers hang")} on it`)),
            LINKS_AT_FIRST,
          ),
        )
      : null,
    bySureness("usually"),
    bySureness("perhaps"),
    eitherWay(app, found),
    made(table.versions, table.again, table.how, app),
  );
  app.say(title);
}

/** Those that could go either way: how many, and their names when asked. */
function eitherWay(app: App, found: readonly Response[]): HTMLElement | null {
  const those = found.filter(({ sure }) => sure === "either");
  if (those.length === 0) return null;
  return h(
    "details",
    {},
    h("summary", {}, `${those.length} could go either way`),
    h("ul", { class: "list" }, ...those.map(({ id }) => h("li", {}, way(app, id, nameOf(app.model, id))))),
  );
}

function moved(app: App, response: Response, wanted: ReadonlyMap<string, number>): HTMLElement {
  const want = wanted.get(response.id);
  return h(
    "li",
    { class: "moved" },
    h("span", { class: "badge" }, ...sign(response.direction > 0 ? "↑ " : "↓ "), response.direction > 0 ? "more" : "less"),
    h(
      "div",
      {},
      way(app, response.id, nameOf(app.model, response.id)),
      want === undefined ? null : h("p", { class: "note" }, ...(want === response.direction ? [...sign("✓ "), "the way that is wanted"] : [...sign("! "), "unwanted effect"])),
    ),
  );
}

/** A link to ask about, which leads to it on the map. */
export function checkItem(app: App, [id, doubt]: Check, why = ""): HTMLElement {
  const link = app.model.links.get(id);
  return h("li", {}, way(app, id, link?.sentence ?? id), h("p", { class: "note" }, why ? `${capital(doubt)} ${capital(why)}.` : capital(doubt)));
}

/** How an answer was worked out, one click away; version, seed and settings said once. */
export function made(versions: string, again: string, how: readonly string[], app: App): HTMLElement {
  const { map, withheld } = app.model.data;
  return h(
    "details",
    { class: "worked-out" },
    h("summary", {}, "How this was worked out"),
    versions ? h("p", {}, [map.version ? `From ${map.version} of the map.` : "", versions].filter(Boolean).join(" ")) : null,
    withheld.total > 0 ? h("p", {}, "Only from what this audience may see.") : null,
    ...how.map((line) => h("p", {}, line)),
    again ? h("p", {}, "The same again: ", h("code", {}, again)) : null,
  );
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
