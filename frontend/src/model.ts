/** The data of a page with the ways through it that drawing and panels need. Never changed once made. */

import type { Box, Element, Link, Loop, PageData } from "./contract";
import type { Rect } from "./geometry";

export interface Model {
  data: PageData;
  elements: ReadonlyMap<string, Element>;
  boxes: ReadonlyMap<string, Box>;
  links: ReadonlyMap<string, Link>;
  loops: ReadonlyMap<string, Loop>;
  /** Links that leave and reach an element, in the order of the data. */
  leaving: ReadonlyMap<string, readonly Link[]>;
  reaching: ReadonlyMap<string, readonly Link[]>;
  /** Elements and boxes that sit directly in a box, by id. */
  inside: ReadonlyMap<string, readonly string[]>;
  /** The loops that pass through an element or use a link. */
  loopsThrough: ReadonlyMap<string, readonly Loop[]>;
}

const NONE: readonly never[] = [];

export function makeModel(data: PageData): Model {
  const leaving = new Map<string, Link[]>();
  const reaching = new Map<string, Link[]>();
  const inside = new Map<string, string[]>();
  const loopsThrough = new Map<string, Loop[]>();
  for (const link of data.links) {
    push(leaving, link.from, link);
    push(reaching, link.to, link);
  }
  const boxes = new Map(data.boxes.map((box) => [box.id, box]));
  for (const box of data.boxes) if (box.parent !== null) push(inside, box.parent, box.id);
  for (const element of data.elements) {
    if (element.parent !== null && !boxes.has(element.id)) push(inside, element.parent, element.id);
  }
  for (const loop of data.loops) {
    for (const id of new Set([...loop.elements, ...loop.links])) push(loopsThrough, id, loop);
  }
  return {
    data,
    elements: byId(data.elements),
    boxes,
    links: byId(data.links),
    loops: byId(data.loops),
    leaving,
    reaching,
    inside,
    loopsThrough,
  };
}

function byId<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list) list.push(value);
  else into.set(key, [value]);
}

export function linksOf(model: Model, id: string): readonly Link[] {
  return [...(model.leaving.get(id) ?? NONE), ...(model.reaching.get(id) ?? NONE)];
}

export function nameOf(model: Model, id: string): string {
  return model.elements.get(id)?.name ?? model.boxes.get(id)?.name ?? id;
}

/** Where Python put an element, an organisation with its whole box; null for one that is not drawn. */
export function placeOf(model: Model, id: string): Rect | null {
  const box = model.boxes.get(id);
  if (box) return box;
  const element = model.elements.get(id);
  if (!element || element.x === undefined || element.y === undefined) return null;
  return { x: element.x, y: element.y, w: element.w ?? 120, h: element.h ?? 40 };
}

/** The boxes around an element, innermost first; a box is not around itself. */
export function boxesAround(model: Model, id: string): Box[] {
  const found: Box[] = [];
  let parent = model.boxes.get(id)?.parent ?? model.elements.get(id)?.parent ?? null;
  while (parent !== null && found.length < 100) {
    const box = model.boxes.get(parent);
    if (!box) break;
    found.push(box);
    parent = box.parent;
  }
  return found;
}

/** An element, its links and what they lead to. */
export function neighbourhood(model: Model, id: string, shown: (link: Link) => boolean): Set<string> {
  const ids = new Set([id]);
  for (const link of linksOf(model, id)) {
    if (!shown(link)) continue;
    ids.add(link.id);
    ids.add(link.from);
    ids.add(link.to);
  }
  return ids;
}
