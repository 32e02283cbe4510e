/** What stands out for what is chosen: a thing with its neighbours, an organisation's world, a link, a loop. */

import type { Finding, Link } from "./contract";
import type { Emphasis } from "./draw/overlay";
import type { Shown } from "./filters";
import { bundleFinding } from "./folding";
import { boxesAround, linksOf, type Model } from "./model";
import type { State } from "./state";
import type { View } from "./views";

export function emphasise(model: Model, state: State, shown: Shown, view: View | null = null): Emphasis | null {
  const { pick } = state;
  if (!pick) return view?.shape === "loop" ? ofStory(model, state, view) : null;
  const base = { picked: pick, fades: true, only: state.near, loop: null };
  const loop = model.loops.get(pick);
  if (loop) {
    const links = loop.links.flatMap((id) => model.links.get(id) ?? []);
    return { ...base, elements: new Set(loop.elements), links, loop };
  }
  const link = model.links.get(pick);
  if (link) return { ...base, elements: new Set([link.from, link.to]), links: [link] };
  const finding = findingOf(model, pick);
  if (finding) return ofMany(model, finding.about, base);
  if (model.boxes.has(pick)) return ofBox(model, pick, shown, base);
  return ofThing(model, pick, shown, base);
}

/** A loop that is told lights up as a whole, or the step that is being told. */
function ofStory(model: Model, { step }: State, { focus }: View): Emphasis | null {
  const loop = model.loops.get(focus ?? "");
  if (!loop) return null;
  const links = loop.links.flatMap((id) => model.links.get(id) ?? []);
  const base = { picked: loop.id, only: false };
  const told = links[step - 1];
  if (!told) return { ...base, fades: false, elements: new Set(loop.elements), links, loop };
  return { ...base, picked: told.id, fades: true, elements: new Set([told.from, told.to]), links: [told], loop: null };
}

const FINDING = "finding:";

export function findingId(index: number): string {
  return `${FINDING}${index}`;
}

export function findingOf(model: Model, pick: string): Finding | undefined {
  return pick.startsWith(FINDING) ? model.data.findings[Number(pick.slice(FINDING.length))] : bundleFinding(model, pick);
}

type Base = Omit<Emphasis, "elements" | "links">;

function ofThing(model: Model, id: string, shown: Shown, base: Base): Emphasis {
  const elements = new Set([id]);
  const visible = new Set(shown.links);
  const links = linksOf(model, id).filter((link) => visible.has(link));
  for (const link of links) elements.add(link.from).add(link.to);
  return { ...base, elements: withoutBoxesAround(model, elements, id), links };
}

/** An organisation with all that stands in it, and every link that leads in or out. */
function ofBox(model: Model, id: string, shown: Shown, base: Base): Emphasis {
  const inside = new Set([id]);
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const each of model.inside.get(next) ?? []) {
      if (!shown.elements.has(each) || inside.has(each)) continue;
      inside.add(each);
      waiting.push(each);
    }
  }
  const links: Link[] = shown.links.filter((link) => inside.has(link.from) || inside.has(link.to));
  const elements = new Set(inside);
  for (const link of links) {
    if (!model.boxes.has(link.from)) elements.add(link.from);
    if (!model.boxes.has(link.to)) elements.add(link.to);
  }
  return { ...base, elements, links };
}

function ofMany(model: Model, ids: readonly string[], base: Base): Emphasis {
  const elements = new Set<string>();
  const links: Link[] = [];
  for (const id of ids) {
    const link = model.links.get(id);
    if (link) {
      links.push(link);
      elements.add(link.from).add(link.to);
    } else if (model.elements.has(id)) elements.add(id);
    for (const each of model.loops.get(id)?.elements ?? []) elements.add(each);
  }
  return { ...base, elements, links };
}

/** A box drawn at full strength would cover what is in it and not chosen; its edge and its name stay faded. */
function withoutBoxesAround(model: Model, elements: Set<string>, id: string): Set<string> {
  for (const box of boxesAround(model, id)) elements.delete(box.id);
  return elements;
}
