/** Loops, five at a time: in the order of the ranking, of one sort, through one thing. Each leads round itself. */

import type { App } from "../app";
import type { Loop } from "../contract";
import { button, h } from "../dom";
import { nameOf } from "../model";
import { inOrder, type LoopWish, rankWords, wanted } from "../ranked";
import { count, loopType } from "../words";
import { made } from "./press";
import { way } from "./ways";

const AT_A_TIME = 5;
/** By how many of its elements a loop that nobody named is called. */
const NAMES = 3;

const TYPES: readonly [type: LoopWish["type"], words: string][] = [
  ["", "Any"],
  ["R", "R feeds itself"],
  ["B", "B keeps in check"],
  ["undetermined", "? either way"],
];

interface Asked extends LoopWish {
  /** The first of those that are shown. */
  from: number;
}

/** What a reader asked for last, which outlasts looking at one of them. */
const lastAsked = new WeakMap<App, Asked>();

export function loopsHere(app: App): HTMLElement[] {
  const { data } = app.model;
  const loops = inOrder(data);
  const named = loops.some((loop) => loop.named);
  const asked: Asked = lastAsked.get(app) ?? { which: named ? "named" : "all", type: "", through: "", from: 0 };
  const ask = (change: Partial<Asked>): void => {
    lastAsked.set(app, { ...asked, from: 0, ...change });
    app.set({});
  };
  const those = wanted(loops, asked);
  const from = asked.from < those.length ? asked.from : 0;
  return [
    named ? h("div", { class: "pushes", role: "group", "aria-label": "Which loops" }, ...whichButtons(loops, asked, ask)) : h("p", { class: "note" }, "Nobody has named a loop yet."),
    h("div", { class: "pushes", role: "group", "aria-label": "What they do" }, ...typeButtons(loops, asked, ask)),
    throughBox(app, loops, asked, ask),
    ...(data.ranked ? [h("p", { class: "note" }, "Likely and strong ones come first; where their places overlap, the order says little.")] : [h("p", { class: "note" }, "The shortest come first. They are not ranked on this page: ask sysmap loops --rank.")]),
    those.length === 0 ? h("p", { class: "story" }, "No such loop is on this page.") : h("div", { class: "loops" }, ...those.slice(from, from + AT_A_TIME).map((loop) => loopCard(app, loop))),
    ...(those.length > AT_A_TIME ? [pager(those.length, from, ask)] : []),
    ...(data.ranked ? [made(data.ranked.said.join(" "), data.ranked.again, data.ranked.how, app)] : []),
  ];
}

type Ask = (change: Partial<Asked>) => void;

function whichButtons(loops: readonly Loop[], asked: Asked, ask: Ask): HTMLElement[] {
  const choices: [LoopWish["which"], string][] = [
    ["named", `Named (${wanted(loops, { which: "named", type: "", through: "" }).length})`],
    ["all", `All (${loops.length})`],
  ];
  return choices.map(([which, words]) => pressed(words, `loops-${which}`, asked.which === which, () => ask({ which })));
}

function typeButtons(loops: readonly Loop[], asked: Asked, ask: Ask): HTMLElement[] {
  return TYPES.flatMap(([type, words]) => {
    const many = wanted(loops, { ...asked, type }).length;
    if (many === 0 && type !== asked.type && type !== "") return [];
    return [pressed(type ? `${words} (${many})` : words, `loops-type-${type || "any"}`, asked.type === type, () => ask({ type }))];
  });
}

function pressed(words: string, id: string, on: boolean, press: () => void): HTMLButtonElement {
  return button(words, press, { class: "action", id, "aria-pressed": String(on) });
}

function throughBox(app: App, loops: readonly Loop[], asked: Asked, ask: Ask): HTMLElement {
  const ids = [...new Set(wanted(loops, { ...asked, through: "" }).flatMap((loop) => loop.elements))];
  if (asked.through && !ids.includes(asked.through)) ids.push(asked.through);
  const named = ids.map((id) => [id, nameOf(app.model, id)] as const).sort(([, one], [, other]) => one.localeCompare(other));
  const select = h("select", { id: "loops-through" });
  select.append(new Option("anything", ""), ...named.map(([id, name]) => new Option(name, id)));
  select.value = asked.through;
  select.addEventListener("change", () => ask({ through: select.value }));
  return h("label", { class: "field through" }, h("span", {}, "Through"), select);
}

function loopCard(app: App, loop: Loop): HTMLElement {
  const { ranked } = app.model.data;
  const known = ranked?.loops[loop.id];
  const words = [
    loopType(loop),
    count(loop.elements.length, "step"),
    loop.broken ? "broken" : "",
    known && ranked ? rankWords(known.ranks, ranked.of) : "",
    known ? `all links there: ${known.there}` : "",
  ];
  const type = loop.type === "undetermined" ? "?" : loop.type;
  const name = way(app, loop.id, loop.named ? loop.name : chain(app, loop), "card-title");
  name.id = `loop-${loop.id}`;
  const card = h(
    "div",
    { class: "card link-item" },
    h("span", { class: `sign loop-${loop.type}`, "aria-hidden": "true" }, type),
    h("div", {}, name, h("p", {}, words.filter(Boolean).join(" · "))),
  );
  for (const event of ["pointerenter", "focusin"]) card.addEventListener(event, () => app.preview(loop.id));
  for (const event of ["pointerleave", "focusout"]) card.addEventListener(event, () => app.preview(""));
  return card;
}

/** How a loop that nobody named begins. */
function chain(app: App, { elements }: Loop): string {
  const names = elements.slice(0, NAMES).map((id) => nameOf(app.model, id));
  const rest = elements.length - names.length;
  return names.join(" → ") + (rest > 0 ? ` and ${rest} more` : "");
}

function pager(many: number, from: number, ask: Ask): HTMLElement {
  const last = Math.min(many, from + AT_A_TIME);
  const turn = (words: string, id: string, to: number, ends: boolean): HTMLElement =>
    button(words, () => ends || ask({ from: to }), { class: "action", id, ...(ends ? { "aria-disabled": "true" } : {}) });
  return h(
    "div",
    { class: "stepper", role: "group", "aria-label": "More loops" },
    turn("Five before", "loops-before", Math.max(0, from - AT_A_TIME), from === 0),
    h("span", {}, `${from + 1} to ${last} of ${many}`),
    turn("Next five", "loops-next", from + AT_A_TIME, last === many),
  );
}
