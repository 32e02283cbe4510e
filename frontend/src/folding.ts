/**
 * Boxes closed into one thing each, and what then runs between them: one line a pair and sort. Pure.
 *
 * Causes go into one line with their number and whether they agree. Money goes into one ribbon only where currency, year
 * and basis are the same and known; what cannot be added up is said to be several flows and no sum.
 */

import type { Finding, Link } from "./contract";
import { isMark, layerOf, type Shown } from "./filters";
import type { Model } from "./model";
import { addUp, sumOf } from "./money";

export interface Folding {
  /** Whether outermost boxes are closed unless opened, and stand in the places that Python found for that. */
  overview: boolean;
  opened: ReadonlySet<string>;
  closed: ReadonlySet<string>;
}

export const UNFOLDED: Folding = { overview: false, opened: new Set(), closed: new Set() };
export const OVERVIEW: Folding = { ...UNFOLDED, overview: true };

/** More than so many things drawn is more than anybody reads at once: the map opens folded, or on a part. */
export const MANY_THINGS = 400;
/** At most so many things stand round the one that a dense map opens on. */
const NEIGHBOURS = 60;

/** Several links drawn as one. */
export interface Bundle extends Link {
  parts: readonly Link[];
}

export function isBundle(link: Link): link is Bundle {
  return "parts" in link;
}

function thingsOn(model: Model): number {
  return model.data.elements.filter((each) => each.x !== undefined && !isMark(each)).length;
}

/** How a map opens. */
export function firstFolding(model: Model): Folding {
  return model.data.overview && thingsOn(model) > MANY_THINGS ? OVERVIEW : UNFOLDED;
}

/** The thing that a map opens on which has too much to show and no boxes to fold: "" where there is no need. */
export function firstPick(model: Model): string {
  if (model.data.overview || thingsOn(model) <= MANY_THINGS) return "";
  const joined = (id: string): number =>
    new Set([...(model.leaving.get(id) ?? []), ...(model.reaching.get(id) ?? [])].flatMap(({ from, to }) => [from, to])).size;
  let best = "";
  let most = 1;
  for (const element of model.data.elements) {
    if (element.x === undefined || isMark(element)) continue;
    const count = joined(element.id);
    if (count > NEIGHBOURS) continue;
    // Of outcomes the first that anything leads to; where there are none, what has most links.
    if (element.outcome && count > 1) return element.id;
    if (count > most) [best, most] = [element.id, count];
  }
  return best;
}

export function closedBoxes(model: Model, { overview, opened, closed }: Folding): Set<string> {
  const found = new Set([...closed].filter((id) => model.boxes.has(id)));
  if (overview && model.data.overview) for (const box of model.data.boxes) if (box.parent === null && !opened.has(box.id)) found.add(box.id);
  return found;
}

/** The folding with one box closed or opened. */
export function withBox(folding: Folding, id: string, close: boolean): Folding {
  const [opened, closed] = [new Set(folding.opened), new Set(folding.closed)];
  opened.delete(id);
  closed.delete(id);
  (close ? closed : opened).add(id);
  return { overview: folding.overview, opened: folding.overview ? opened : new Set(), closed };
}

/** What stands for each thing in a closed box: the outermost closed box around it. Things that show themselves are not in it. */
export function standIns(model: Model, closed: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  const outer = (id: string): string => {
    const parent = model.boxes.get(id)?.parent ?? model.elements.get(id)?.parent ?? null;
    if (parent === null || !model.boxes.has(parent)) return "";
    return found.get(parent) ?? (closed.has(parent) ? parent : "");
  };
  // Outer boxes come before those in them.
  for (const { id } of [...model.data.boxes, ...model.data.elements]) {
    const box = outer(id);
    if (box) found.set(id, box);
  }
  return found;
}

/** What is shown with boxes closed: what is in them is not, and its links run to them. */
export function foldShown(model: Model, shown: Shown, inside: ReadonlyMap<string, string>): Shown {
  if (inside.size === 0) return shown;
  const { elements, links } = shown;
  const left = new Set([...elements].filter((id) => !inside.has(id)));
  return { elements: left, links: foldLinks(model, links, inside).filter(({ from, to }) => left.has(from) && left.has(to)) };
}

/** Links led to what stands for their ends, one a pair and sort; those within one closed box are gone. */
export function foldLinks(model: Model, links: readonly Link[], inside: ReadonlyMap<string, string>): Link[] {
  const groups = new Map<string, [Link, ...Link[]]>();
  for (const link of links) {
    const [from, to] = endsIn(link, inside);
    const asItIs = from === link.from && to === link.to;
    if (from === to && !asItIs) continue;
    // Asked of every link there is: written out in JSON it would take four times as long.
    const key = asItIs ? `=${link.id}` : `${from.length} ${from}${to} ${sortOf(link)}`;
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  return [...groups.values()].map((parts) => {
    const [first] = parts;
    const [from, to] = endsIn(first, inside);
    return from === first.from && to === first.to ? first : bundle(model, from, to, parts);
  });
}

/** What stands for the two ends of a link. */
function endsIn({ from, to }: Link, inside: ReadonlyMap<string, string>): [from: string, to: string] {
  return [inside.get(from) ?? from, inside.get(to) ?? to];
}

const PREFIX = "links:";

function bundleId(from: string, to: string, sort: string): string {
  return PREFIX + JSON.stringify([from, to, sort]);
}

/** What may go into one line: causes; money of one currency, year and basis; and other links of one kind. */
function sortOf(link: Link): string {
  return link.money ? `FUNDS ${sumOf(link.money)?.like ?? "not added up"} ${link.money.sort}` : link.kind;
}

function bundle(model: Model, from: string, to: string, parts: readonly [Link, ...Link[]]): Bundle {
  const [first] = parts;
  const same = <K extends keyof Link>(name: K, otherwise: Link[K]): Link[K] =>
    parts.every((each) => each[name] === first[name]) ? first[name] : otherwise;
  return {
    ...first,
    id: bundleId(from, to, sortOf(first)),
    from,
    to,
    parts,
    polarity: same("polarity", ""),
    strength: same("strength", null),
    delay: same("delay", ""),
    confidence: same("confidence", ""),
    boundary: same("boundary", ""),
    money: first.money && (parts.length === 1 ? first.money : addUp(parts.flatMap((each) => each.money ?? []))),
    sentence: sayBundle(model, from, to, parts),
    facts: [],
    note: "",
  };
}

function sayBundle(model: Model, from: string, to: string, parts: readonly Link[]): string {
  const [first] = parts as [Link];
  if (parts.length === 1) return first.sentence;
  const name = (id: string): string => `“${model.elements.get(id)?.name ?? id}”`;
  const what = `${parts.length} links from ${name(from)} to ${name(to)}`;
  if (first.money) {
    const sum = addUp(parts.flatMap((each) => each.money ?? []));
    return `${what}: ${sum.text ? sum.exact : "money that cannot be added up, of several years, bases or currencies, or not known"}.`;
  }
  if (first.kind !== "INFLUENCES") return `${what} (${model.data.words.links[first.kind] ?? first.kind}).`;
  const count = (sign: string): number => parts.filter((each) => each.polarity === sign).length;
  const [same, opposite] = [count("+"), count("-")];
  const said: [number, string][] = [
    [same, "the same way"],
    [opposite, "the opposite way"],
    [parts.length - same - opposite, "unsure"],
  ];
  return `${what}: ${said.flatMap(([number, words]) => (number > 0 ? `${number} ${words}` : [])).join(", ")}.`;
}

/** What a combined link holds, as something to look at; undefined where it is none, or holds nothing any more. */
export function bundleFinding(model: Model, id: string): Finding | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  let ends: unknown;
  try {
    ends = JSON.parse(id.slice(PREFIX.length));
  } catch {
    return undefined;
  }
  if (!Array.isArray(ends) || ends.length !== 3 || !ends.every((each) => typeof each === "string")) return undefined;
  const [from, to, sort] = ends as [string, string, string];
  const [start, finish] = [withInside(model, from), withInside(model, to)];
  const parts = model.data.links.filter((link) => start.has(link.from) && finish.has(link.to) && sortOf(link) === sort);
  const [first] = parts;
  if (!first) return undefined;
  const words = { causal: "influences", money: "flows of money", other: "links" }[layerOf(first)];
  return {
    title: `${parts.length} ${words} drawn as one`,
    sentence: sayBundle(model, from, to, parts),
    about: parts.map((each) => each.id),
  };
}

/** A thing and, of a box, all that is in it: outer before inner. */
export function withInside(model: Model, id: string): Set<string> {
  const found = new Set([id]);
  for (const each of found) for (const inner of model.inside.get(each) ?? []) found.add(inner);
  return found;
}
