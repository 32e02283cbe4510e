/**
 * The front page, written anew from newer data in the words of `sysmap/render/front.py`, which writes it at first so that
 * it can be read where no script runs. A test holds the two to the same words.
 */

import type { PageData } from "./contract";
import { button, h } from "./dom";
import { sumPick, sumsYear, yearAndBasis } from "./ledger";

const SVG = "http://www.w3.org/2000/svg";

/** Where the front page leads: to a view, and to what a figure is made of. */
interface Leads {
  view(id: string): void;
  pick(id: string): void;
}

/** The front page that Python wrote, its questions made buttons that lead to the views that answer them. */
export function takeFront(into: HTMLElement, open: Leads): void {
  const front = document.getElementById("front");
  if (!front) return;
  for (const card of front.querySelectorAll<HTMLElement>("[data-view]")) {
    const heading = card.querySelector("h3");
    heading?.replaceChildren(button(heading.textContent ?? "", () => open.view(card.dataset["view"] ?? "")));
  }
  for (const figure of front.querySelectorAll<HTMLElement>("[data-sum]")) {
    const { sum = "" } = figure.dataset;
    const { textContent: said } = figure;
    // Who goes from button to button hears of what it is a share.
    const whole = (figure.parentElement?.textContent ?? "").replace(/:\s*$/, "").trim();
    figure.replaceChildren(button(said ?? "", () => open.pick(sumPick(sum)), { class: "sum", "aria-label": whole }));
  }
  into.append(front);
}

/** What newer data say of the map and its views. */
export function renewFront(into: HTMLElement, data: PageData, open: Leads): void {
  const front = into.querySelector("#front");
  if (!front) return;
  front.replaceChildren(
    h(
      "header",
      {},
      h("p", { class: "kicker" }, data.map.name),
      h("h1", {}, data.map.question || data.map.name),
      h("p", { class: "lead" }, data.summary),
    ),
    h("div", { class: "about-map" }, block("Who says so", whose(data)), sureness(data), shares(data, open), block("Left out", leftOut(data))),
    h("h2", {}, "Questions it answers"),
    h(
      "ol",
      { class: "cards" },
      ...data.views.map((view) =>
        h(
          "li",
          { "data-view": view.id },
          h("h3", {}, button(view.question, () => open.view(view.id))),
          h("p", {}, view.note || view.hint),
        ),
      ),
    ),
  );
}

function block(title: string, lines: readonly string[]): HTMLElement | null {
  const said = lines.filter(Boolean).map((line) => h("p", {}, line));
  return said.length > 0 ? h("section", {}, h("h2", {}, title), ...said) : null;
}

function whose({ map, as_of, scenario, audience, said }: PageData): string[] {
  const alone = said.length === 0;
  const version = map.version && alone ? `, ${map.version}` : "";
  return [
    map.disclaimer || "A claim, not a fact: what is here is what its makers believe, and may be wrong.",
    map.made_by && `Made by ${map.made_by}.`,
    map.contact && alone ? `Ask: ${map.contact}.` : "",
    map.date && `Last changed ${day(map.date)}${version}.`,
    `As of ${day(as_of)}. ${scenario ? `With the scenario “${scenario.name}”.` : "Base map, no scenario."}`,
    audience && alone ? `For ${audience}.` : "",
    ...said,
    `If you cannot use something here, ask ${map.contact || "whoever sent you this"} for it in another form.`,
  ];
}

function leftOut({ withheld, folded, problems }: PageData): string[] {
  const kinds = Object.entries(withheld.by_kind).map(([words, number]) => `${counted(number)} ${words}`);
  return [
    withheld.total > 0
      ? `${several(withheld.total, "item")} left out for this audience: ${kinds.join(", ")}.`
      : "Nothing was withheld.",
    folded ?? "",
    ...(problems ?? []),
  ];
}

function sureness({ sure }: PageData): HTMLElement | null {
  if (!sure) return null;
  const parts = sure.shares.map(([, words, number]) => `${words} ${counted(number)}`).join(", ");
  return h(
    "section",
    {},
    h("h2", {}, "How sure it is"),
    sure.links > 0 && bar(sure.shares, sure.links),
    sure.links > 0 && h("p", {}, `${several(sure.links, "link")}: ${parts}.`),
    h("p", {}, sure.of > 0 ? `${percent(sure.sourced, sure.of)} of what is on the map names a source.` : "Nothing is on it yet."),
  );
}

/** What services cost in the year, and how that is shared; each figure leads to the rows behind it. */
function shares(data: PageData, open: Leads): HTMLElement | null {
  const { money } = data;
  const year = sumsYear(data);
  const total = year?.sums.find((each) => each.id === "total");
  if (!money || !year || !total) return null;
  const said = ` cash spend on services (${yearAndBasis(year)})`;
  const figure = (id: string, words: string, of: string): HTMLElement =>
    h("span", { "data-sum": id }, button(words, () => open.pick(sumPick(id)), { class: "sum", "aria-label": `${words} ${of.trim()}` }));
  return h(
    "section",
    { class: "shares" },
    h("h2", {}, "Where money goes"),
    h("p", {}, figure("total", total.text, said), `${said}:`),
    h(
      "ul",
      {},
      ...year.sums
        .filter((each) => each.id.startsWith("tier:"))
        .map((each) => h("li", {}, figure(each.id, each.share, each.label), ` ${each.label}`)),
    ),
    h("p", { class: "note" }, money.tiers),
  );
}

/** How sure the links are, as a bar that the words repeat. */
function bar(shares: readonly [string, string, number][], links: number): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "sure");
  svg.setAttribute("viewBox", "0 0 100 6");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  let at = 0;
  for (const [value, , number] of shares) {
    const rect = document.createElementNS(SVG, "rect");
    const width = (100 * number) / links;
    for (const [name, text] of Object.entries({ class: `sure-${value || "none"}`, x: at, width, height: 6 })) {
      rect.setAttribute(name, String(text));
    }
    svg.append(rect);
    at += width;
  }
  return svg;
}

/** What is not nothing is never called 0%, nor what is not all 100%. */
function percent(number: number, whole: number): string {
  if (number > 0 && number < whole) return `${Math.min(99, Math.max(1, Math.round((100 * number) / whole)))}%`;
  return number > 0 ? "100%" : "0%";
}

function counted(number: number): string {
  return number.toLocaleString("en-GB");
}

function several(number: number, one: string): string {
  return `${counted(number)} ${number === 1 ? one : `${one}s`}`;
}

/** "22 November 2026" for 2026-11-22; anything else as it is. */
export function day(iso: string): string {
  const date = /^\d{4}-\d\d-\d\d$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : null;
  return date && !Number.isNaN(date.getTime())
    ? date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    : iso;
}
