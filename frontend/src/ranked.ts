/** Loops in the order of their ranking, those that a reader asks for. Pure. */

import type { Fact, Loop, PageData } from "./contract";

/** Which loops a reader wants to see. */
export interface LoopWish {
  /** Those that people named, or all that are on the page. */
  which: "named" | "all";
  /** What they do; "" for anything. */
  type: Loop["type"] | "";
  /** What they pass through; "" for anything. */
  through: string;
}

/** Loops as the command ranks them; those that it does not rank, such as broken ones, come last. */
export function inOrder({ loops, ranked }: PageData): Loop[] {
  const rank = (loop: Loop): number => ranked?.loops[loop.id]?.ranks[1] ?? Number.POSITIVE_INFINITY;
  const place = new Map(Object.keys(ranked?.loops ?? {}).map((id, at) => [id, at]));
  return loops
    .map((loop, at) => ({ loop, at }))
    .sort((one, other) => {
      const [first, second] = [rank(one.loop), rank(other.loop)];
      if (first !== second) return first < second ? -1 : 1;
      return (place.get(one.loop.id) ?? one.at) - (place.get(other.loop.id) ?? other.at);
    })
    .map(({ loop }) => loop);
}

export function wanted(loops: readonly Loop[], { which, type, through }: LoopWish): Loop[] {
  return loops.filter(
    (loop) => (which === "all" || loop.named) && (!type || loop.type === type) && (!through || loop.elements.includes(through)),
  );
}

/** What is known of a loop in words; nothing where it is not ranked. */
export function weighed({ ranked }: PageData, loop: Loop): Fact[] {
  const found = ranked?.loops[loop.id];
  if (!ranked || !found) return [];
  return [
    { label: "rank", value: rankWords(found.ranks, ranked.of), note: "in nine of ten versions of the map" },
    { label: "all its links are there", value: found.there, note: "as likely as people are sure of each" },
    { label: "size a link", value: found.size, note: "from 0 to 1, so that short loops are not favoured" },
    { label: "takes", value: found.delay, note: "" },
  ];
}

/** "between 3rd and 20th of 51" */
export function rankWords([low, , high]: readonly [low: number, middle: number, high: number], of: number): string {
  const [first, last] = [Math.round(low), Math.round(high)];
  return first === last ? `${ordinal(first)} of ${of}` : `between ${ordinal(first)} and ${ordinal(last)} of ${of}`;
}

function ordinal(number: number): string {
  const ending = new Intl.PluralRules("en-GB", { type: "ordinal" }).select(number);
  return `${number}${{ one: "st", two: "nd", few: "rd", zero: "th", many: "th", other: "th" }[ending]}`;
}
