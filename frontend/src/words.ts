/** The page's own words, and those of the map for its values. */

import type { Element, Link, Loop, Words } from "./contract";
import { type Facet, type Layer, UNKNOWN, kindOf } from "./filters";

const KINDS: Record<string, string> = {
  Organisation: "organisation",
  Service: "service",
  Factor: "factor",
  Outcome: "outcome",
  Agreement: "agreement",
  Role: "post",
  Place: "place",
  Note: "note",
  Loop: "loop",
};

/** What one of a kind is called. */
export function oneOf(kind: string): string {
  return KINDS[kind] ?? kind.toLowerCase();
}

export function kindWords(element: Element): string {
  return oneOf(kindOf(element));
}

export const FACET_TITLES: Record<Facet, string> = {
  kind: "Kinds",
  sector: "Sectors",
  confidence: "How sure",
  boundary: "Boundaries that links cross",
};

export const LAYER_WORDS: Record<Layer, string> = {
  causal: "What influences what",
  money: "Money",
  other: "Other links: delivers, depends on, works with …",
  marks: "Agreements, posts and places",
  labels: "Words and figures on links",
};

export function valueWords(words: Words, facet: Facet, value: string): string {
  if (value === UNKNOWN) return "not known";
  if (facet === "kind") return words.kinds[value] ?? (value === "Outcome" ? "outcomes" : oneOf(value));
  const table = { sector: words.sectors, confidence: words.confidence, boundary: words.boundaries }[facet];
  return table[value] ?? value.replaceAll("_", " ");
}

export function loopType(loop: Loop): string {
  if (loop.type === "undetermined") return "could do either";
  const does = loop.type === "R" ? "feeds itself" : "keeps in check";
  return loop.contested ? `${does} as drawn; people disagree on ${count(loop.contested, "link")}` : does;
}

export function polarityWords(link: Link): string {
  if (link.polarity === "+") return "same way";
  if (link.polarity === "-") return "opposite way";
  return link.kind === "INFLUENCES" ? "unsure" : "";
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** How many links these are: what is added up for the picture counts as all that it stands for. */
export function countLinks(links: readonly Link[]): number {
  return links.reduce((sum, { stands = 1 }) => sum + stands, 0);
}
