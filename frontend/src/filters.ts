/** What is hidden by choice of the reader, and which links a view shows. Pure. */

import type { Element, Link } from "./contract";
import type { Model } from "./model";

/** The ways to filter. A value in a set is hidden; an empty set hides nothing. */
export const FACETS = ["kind", "sector", "confidence", "boundary"] as const;
export type Facet = (typeof FACETS)[number];
export type Hidden = Readonly<Record<Facet, ReadonlySet<string>>>;

/** What can be laid over the boxes: links of three sorts, the small marks of agreements, roles and
 * places, and words on links. */
export const LAYERS = ["causal", "money", "other", "marks", "labels"] as const;
export type Layer = (typeof LAYERS)[number];

/** What stands for "nobody said" among the values of a facet. */
export const UNKNOWN = "unknown";

export const NOTHING_HIDDEN: Hidden = {
  kind: new Set(),
  sector: new Set(),
  confidence: new Set(),
  boundary: new Set(),
};

export function layerOf(link: Link): "causal" | "money" | "other" {
  if (link.kind === "INFLUENCES") return "causal";
  return link.kind === "FUNDS" ? "money" : "other";
}

const ALWAYS = new Set(["Organisation", "Service", "Factor"]);

/** Whether an element is a small mark, which a picture shows only when asked. */
export function isMark(element: Element): boolean {
  return !ALWAYS.has(element.kind);
}

/** What a filter sees an element as: an outcome is filtered as one, though it is a factor. */
export function kindOf(element: Element): string {
  return element.outcome ? "Outcome" : element.kind;
}

export function showsElement(hidden: Hidden, element: Element): boolean {
  return (
    !hidden.kind.has(kindOf(element)) &&
    !hidden.sector.has(element.sector || UNKNOWN) &&
    !hidden.confidence.has(element.confidence || UNKNOWN)
  );
}

export function showsLink(hidden: Hidden, link: Link): boolean {
  return (
    !hidden.confidence.has(link.confidence || UNKNOWN) &&
    !(link.boundary !== "" && hidden.boundary.has(link.boundary))
  );
}

export interface Shown {
  elements: ReadonlySet<string>;
  links: readonly Link[];
}

/** What is left of the map without some kinds: a link goes with either of its ends. */
export function apply(model: Model, hidden: Hidden, layers: ReadonlySet<Layer>, without: readonly string[] = []): Shown {
  const elements = new Set<string>();
  for (const element of model.data.elements) {
    if (showsElement(hidden, element) && !without.includes(element.kind) && (layers.has("marks") || !isMark(element))) elements.add(element.id);
  }
  const links = model.data.links.filter(
    (link) =>
      layers.has(layerOf(link)) && showsLink(hidden, link) && elements.has(link.from) && elements.has(link.to),
  );
  return { elements, links };
}

export interface FacetValue {
  value: string;
  count: number;
}

/** The values of a facet that occur on what a view draws, with how often: nothing is offered that is not there. */
export function valuesOf(model: Model, facet: Facet, layers: ReadonlySet<Layer>): FacetValue[] {
  const counts = new Map<string, number>();
  const count = (value: string): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  const { elements: ids, links } = apply(model, NOTHING_HIDDEN, layers);
  const elements = model.data.elements.filter((each) => ids.has(each.id) && each.x !== undefined);
  if (facet === "kind") for (const element of elements) count(kindOf(element));
  if (facet === "sector") for (const element of elements) count(element.sector || UNKNOWN);
  if (facet === "confidence") for (const each of [...elements, ...links]) count(each.confidence || UNKNOWN);
  if (facet === "boundary") for (const link of links) if (link.boundary) count(link.boundary);
  return [...counts].map(([value, count]) => ({ value, count }));
}

export function toggled(hidden: Hidden, facet: Facet, value: string): Hidden {
  const set = new Set(hidden[facet]);
  if (!set.delete(value)) set.add(value);
  return { ...hidden, [facet]: set };
}

export function hidesAnything(hidden: Hidden): boolean {
  return FACETS.some((facet) => hidden[facet].size > 0);
}
