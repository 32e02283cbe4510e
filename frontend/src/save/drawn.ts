/** What of the map a picture shows: as `sysmap/render/drawing/picture.py` says it. Pure. */

import type { PageData } from "../contract";
import { isMark, layerOf, type Shown } from "../filters";
import type { Model } from "../model";
import type { View } from "../views";

const SORTS = { causal: "influences", money: "money", other: "other links" } as const;

/** What the map has that a view shows, or a part of. */
export function sayWhole({ summary }: PageData, view: View): string {
  return view.part ? `Part of a map of ${summary}` : summary;
}

/** "46 of 54 things and 42 of 105 links are drawn: without money, other links, agreements, posts and places." "" where all are. */
export function sayDrawn({ elements, links, words }: PageData, drawn: Model, shown: Shown): string {
  const seen = drawn.data.elements.filter(({ id, x }) => x !== undefined && shown.elements.has(id));
  const ids = new Set(seen.map(({ id }) => id));
  const placed = [...elements.filter(({ id, x }) => x !== undefined && !ids.has(id)), ...seen];
  const there = new Set(placed.map(({ id }) => id));
  const joined = links.filter(({ from, to }) => there.has(from) && there.has(to));
  const lines = shown.links.filter(({ from, to }) => ids.has(from) && ids.has(to));
  if (seen.length === placed.length && lines.length >= joined.length) return "";
  const isGone = <T>(all: readonly T[], left: readonly T[], is: (each: T) => boolean): boolean => all.some(is) && !left.some(is);
  const without: string[] = [];
  for (const kind of ["Organisation", "Service", "Factor"]) if (isGone(placed, seen, (each) => each.kind === kind)) without.push(words.kinds[kind] ?? kind);
  for (const sort of ["causal", "money", "other"] as const) if (isGone(joined, lines, (each) => layerOf(each) === sort)) without.push(SORTS[sort]);
  if (isGone(placed, seen, isMark)) without.push("agreements", "posts", "places");
  const last = without.pop();
  const named = without.length > 0 ? `${without.join(", ")} and ${last}` : last;
  const count = (number: number, of: number, one: string): string => `${grouped(number)} of ${grouped(of)} ${one}${of === 1 ? "" : "s"}`;
  return `${count(seen.length, placed.length, "thing")} and ${count(lines.length, joined.length, "link")} are drawn${named ? `: without ${named}` : ""}.`;
}

function grouped(number: number): string {
  return number.toLocaleString("en-GB");
}
