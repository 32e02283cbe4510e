/** Where could we act? The links to ask about first, then places by group, each with what it moves and how surely. */

import type { App } from "../app";
import { askedId, askedOf, placeOf, readLetter, SURE } from "../answers";
import type { Levers, Place } from "../contract";
import { button, type Child, fill, h, inTurn, sign } from "../dom";
import { nameOf } from "../model";
import { count } from "../words";
import { more, section } from "./details";
import { capital, checkItem, made } from "./press";
import { rankWords } from "../ranked";
import type { Panel } from "./registry";
import { way } from "./ways";

const LINKS_AT_FIRST = 3;
const PLACES_AT_FIRST = 5;
const WIDTH = 280;

export const levers: Panel = {
  id: "levers",
  says: (app) => askedOf(app.state.pick)?.what === "place" || (app.state.pick === "" && app.view?.shape === "levers"),
  show: (panel, app) => {
    const asked = askedOf(app.state.pick);
    const place = asked && placeOf(app.model.data, asked.id);
    const found = app.model.data.levers;
    if (place && found) showPlace(panel, app, place, found);
    else showAll(panel, app, found);
  },
};

function showAll(panel: HTMLElement, app: App, found: Levers | undefined): void {
  const { view } = app;
  if (!view) return;
  const heading = [h("h2", { tabindex: -1 }, view.question), view.note ? h("p", { class: "story" }, view.note) : null];
  if (!found) {
    const why = app.model.data.too_large ?? "Draw what moves what, and say of outcomes whether more or less is wanted: then places to act stand here.";
    fill(panel, ...heading, h("p", { class: "story" }, why));
    return;
  }
  const telling = found.places.filter((place) => place.moves.length > 0 || place.unwanted.length > 0);
  const silent = found.places.filter((place) => !telling.includes(place));
  const groups = [...new Set(telling.map(({ group }) => group))];
  fill(
    panel,
    ...heading,
    wantedWords(app, found),
    found.check.length > 0
      ? section(
          "Links worth asking about first",
          h("p", { class: "note" }, "The places below hang on them most."),
          more(found.check.map((check) => checkItem(app, check)), LINKS_AT_FIRST),
        )
      : null,
    h("p", { class: "note" }, view.hint),
    ...groups.map((group, index) => {
      const items = telling.filter((place) => place.group === group).map((place) => row(app, place, found));
      const words = groups.length === 1 ? "Places to act, in no order" : index === 0 ? "First group, in no order within it" : `Group ${index + 1}`;
      return section(words, more(items, PLACES_AT_FIRST));
    }),
    telling.length === 0 ? h("p", { class: "story" }, "Which way anything moves cannot be said yet. Begin with the links above.") : null,
    silent.length > 0
      ? h(
          "details",
          {},
          h("summary", {}, `${count(silent.length, "more place")}: which way is not known yet`),
          h("ul", { class: "list" }, ...silent.map((place) => h("li", {}, way(app, place.id, nameOf(app.model, place.id))))),
        )
      : null,
    made(found.versions, found.again, found.how, app),
  );
}

function wantedWords(app: App, found: Levers): HTMLElement {
  const wanted = found.wanted.map(([id, by]) => h("li", {}, `${by > 0 ? "more" : "less"} `, way(app, id, nameOf(app.model, id))));
  const places = found.ours ? "Only places that are ours or shared to change count." : "Any place counts.";
  return h(
    "details",
    {},
    h("summary", {}, `What we want to change (${wanted.length})`),
    h("ul", { class: "list" }, ...wanted),
    h("p", { class: "note" }, places),
  );
}

function row(app: App, place: Place, found: Levers): HTMLElement {
  const id = askedId({ what: "place", id: place.id });
  const preview = askedId({ what: "press", id: place.id, push: place.push });
  const open = button(capital(place.said), () => app.pick(id, true), { class: "way card-title", id: `place-${place.id}` });
  const item = h("li", { class: "lever" }, open, span(place, found.places.length), ...said(app, place));
  for (const name of ["pointerenter", "focusin"]) item.addEventListener(name, () => app.preview(preview));
  for (const name of ["pointerleave", "focusout"]) item.addEventListener(name, () => app.preview(""));
  return item;
}

/** What a place moves, in words; unwanted effects with a mark of their own. */
function said(app: App, place: Place): HTMLElement[] {
  const lines = (["nearly", "usually", "perhaps"] as const).flatMap((sure) => {
    const those = place.moves.filter(([, letter]) => readLetter(letter)?.sure === sure);
    if (those.length === 0) return [];
    const names = those.flatMap(([id, letter], index): Child[] => {
      const up = (readLetter(letter)?.direction ?? 0) > 0;
      return [index > 0 && ", ", ...sign(up ? "↑ " : "↓ "), `${up ? "more" : "less"} “${nameOf(app.model, id)}”`];
    });
    return [h("p", {}, `${capital(SURE[sure])}: `, names)];
  });
  const unwanted = place.unwanted.map((id) => `“${nameOf(app.model, id)}”`).join(", ");
  return unwanted ? [...lines, h("p", { class: "warn" }, ...sign("! "), `Unwanted effect on ${unwanted}`)] : lines;
}

/** A dot at the middle of its rank, with a line over nine in ten versions; the words say the same. */
function span({ rank }: Place, of: number): HTMLElement {
  const [low, middle, high] = rank;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const at = (rank: number): number => 8 + ((rank - 1) / Math.max(1, of - 1)) * (WIDTH - 16);
  const draw = (name: string, attributes: Record<string, string | number>): void => {
    const shape = document.createElementNS(svg.namespaceURI, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, String(value));
    svg.append(shape);
  };
  svg.setAttribute("viewBox", `0 0 ${WIDTH} 16`);
  svg.setAttribute("class", "rank");
  svg.setAttribute("aria-hidden", "true");
  draw("line", { class: "axis", x1: at(1), x2: at(of), y1: 8, y2: 8 });
  draw("line", { class: "range", x1: at(low), x2: at(high), y1: 8, y2: 8 });
  draw("circle", { cx: at(middle), cy: 8, r: 6 });
  const words = `In nine of ten versions of the map it comes ${rankWords(rank, of)}`;
  return h("div", { class: "ranked" }, svg as unknown as HTMLElement, h("p", { class: "note" }, words));
}

function showPlace(panel: HTMLElement, app: App, place: Place, found: Levers): void {
  const ways = place.ways.map((elements) => h("li", {}, ...inTurn(elements.map((id) => nameOf(app.model, id)), "→", "then")));
  const loops = place.loops.flatMap((id) => app.model.loops.get(id) ?? []);
  const title = `${capital(place.said)}: what would it move?`;
  fill(
    panel,
    h("p", { class: "kicker" }, way(app, place.id, nameOf(app.model, place.id))),
    h("h2", { tabindex: -1 }, title),
    ...said(app, place),
    span(place, found.places.length),
    place.check.length > 0 ? section("It hangs on", more(place.check.map((check) => checkItem(app, check)))) : null,
    section("The shortest ways there", more(ways)),
    loops.length > 0 ? section("Named loops it lies on", more(loops.map((loop) => h("li", {}, way(app, loop.id, loop.name))))) : null,
    button("See all that it moves", () => app.pick(askedId({ what: "press", id: place.id, push: place.push }), true), { class: "action" }),
    made(found.versions, found.again, found.how, app),
  );
  panel.scrollTop = 0;
  app.say(title);
}
