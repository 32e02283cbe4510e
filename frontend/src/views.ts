/** The views: each answers one question, and lays over the boxes only what that takes. Pure. */

import type { Element, Link, PageData, ViewData, ViewShape } from "./contract";
import type { Hue } from "./draw/links";
import { FACETS, type Hidden, type Layer, LAYERS, layerOf, NOTHING_HIDDEN } from "./filters";
import { isSum } from "./ledger";
import { makeModel, type Model } from "./model";
import type { State } from "./state";

/** The front page, which is no view: what stands in the address for it is nothing. */
export const FRONT = "front";

/** How a view of some shape is drawn. */
interface Shape {
  layers: readonly Layer[];
  hue: Hue;
  /** Kinds of element that this question has no use for. */
  without: readonly string[];
  /** Whether the view opens with its own panel. */
  panel: boolean;
}

const CAUSES: Shape = { layers: ["causal"], hue: "polarity", without: [], panel: false };

const SHAPES: Record<ViewShape, Shape> = {
  whole: CAUSES,
  outcome: CAUSES,
  organisation: { ...CAUSES, layers: ["causal", "money"] },
  loop: { ...CAUSES, panel: true },
  loops: { ...CAUSES, panel: true },
  findings: { ...CAUSES, panel: true },
  levers: { ...CAUSES, panel: true },
  rests: { ...CAUSES, layers: ["money", "other"], without: ["Factor"], panel: true },
  money: { layers: ["money"], hue: "polarity", without: ["Factor"], panel: true },
  boundaries: { layers: ["causal"], hue: "boundary", without: [], panel: true },
  changes: { ...CAUSES, layers: ["causal", "money", "other", "marks"], panel: true },
  tables: { ...CAUSES, layers: [] },
};

export interface View extends ViewData, Shape {
  layers: Layer[];
}

/** The views of the page, each with how it is drawn. */
export function viewsOf(data: PageData): View[] {
  return data.views.map((view) => {
    const shape = SHAPES[view.shape];
    const chosen = LAYERS.filter((layer) => view.layers?.includes(layer));
    return { ...view, ...shape, layers: chosen.length > 0 ? chosen : layersFor(view.shape, data) };
  });
}

/**
 * The view that an address means: one of that id, else the first of that shape, so that `#view=money` leads to who pays
 * for what whoever made the views; else the first that has a picture.
 */
export function viewNamed(views: readonly View[], name: string): View {
  const found =
    views.find((view) => view.id === name) ??
    views.find((view) => view.shape === name) ??
    views.find((view) => view.shape !== "tables") ??
    views[0];
  if (!found) throw new Error("a page has its tables at least");
  return found;
}

/**
 * Where something is looked at that was chosen where there is no map: a sum with the money it is of; a body on the view
 * that is about it, or else alone with all that it is joined to: what it delivers and works with as well as money and causes.
 */
export function openedFor(views: readonly View[], { elements }: Model, pick: string): Pick<State, "view" | "near" | "layers"> {
  const own = views.find(({ shape, focus }) => shape === "organisation" && focus === pick);
  const body = elements.get(pick);
  // One that is too small to be drawn has its details alone.
  if (own || body?.kind !== "Organisation" || body.x === undefined) return { view: (own ?? viewNamed(views, isSum(pick) ? "money" : "")).id, near: false, layers: null };
  return { view: viewNamed(views, "").id, near: true, layers: new Set([...SHAPES.organisation.layers, "other"] as const) };
}

/** The id of the question so many after a view; of the view itself where there is none. The front page comes first. */
export function questionBeside(views: readonly View[], view: View | null, way: number): string {
  const asked = views.filter(({ shape }) => shape !== "tables");
  const at = asked.findIndex((each) => each === view) + way;
  return asked[Math.max(at, 0)]?.id ?? view?.id ?? FRONT;
}

/** The shapes of causes, which on a map that has none speak of what else joins its things. */
const OF_CAUSES: ReadonlySet<ViewShape> = new Set(["whole", "boundaries"]);

/** What a view lays over the boxes: its own layers, or on a map without any of those whatever joins its things. */
function layersFor(shape: ViewShape, data: PageData): Layer[] {
  const layers = [...SHAPES[shape].layers];
  const present = new Set<Layer>(data.links.map(layerOf));
  if (!OF_CAUSES.has(shape) || present.size === 0 || layers.some((layer) => present.has(layer))) return layers;
  return present.has("money") ? ["money"] : ["other"];
}

/** What a view's maker filtered out. */
export function hiddenBy(view: View): Hidden {
  const hidden = { ...NOTHING_HIDDEN };
  for (const facet of FACETS) {
    const values = view.hide?.[facet];
    if (values) hidden[facet] = new Set(values);
  }
  return hidden;
}

/** What a view draws: the whole map, or a part of it where the view puts its things. */
export function drawnBy(model: Model, view: View | null): Model {
  if (!view?.part) return model;
  const { part, changes } = view;
  const places = new Map(part.places.map(([id, x, y]) => [id, { x, y }]));
  const boxes = part.boxes.map(([id, x, y, w, h]) => ({ id, x, y, w, h }));
  const boxed = new Set(boxes.map(({ id }) => id));
  const parentOf = (id: string): string | null => {
    const parent = all.get(id)?.parent ?? null;
    return parent !== null && boxed.has(parent) ? parent : null;
  };
  const all = new Map<string, Element>(model.elements);
  for (const element of changes?.gone.elements ?? []) all.set(element.id, element);
  const elements = [...all.values()].flatMap((element) => {
    const place = places.get(element.id);
    return place ? [{ ...element, ...place, parent: parentOf(element.id) }] : [];
  });
  const wanted = part.links && new Set(part.links);
  const links: Link[] = [...model.data.links, ...(changes?.gone.links ?? [])].filter(
    (link) => places.has(link.from) && places.has(link.to) && (!wanted || wanted.has(link.id)),
  );
  const { overview: _, ...data } = model.data;
  return makeModel({
    ...data,
    elements,
    boxes: boxes.map((box) => ({ ...box, name: all.get(box.id)?.name ?? "", parent: parentOf(box.id) })),
    links,
  });
}
