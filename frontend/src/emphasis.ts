/** What stands out for what is chosen: a thing with its neighbours, an organisation's world, a link, a loop. */

import { emphasiseAnswer } from "./answers";
import { changesById, changesOfScenario, type Sort } from "./changes";
import type { Changes, Finding, Link } from "./contract";
import type { Emphasis } from "./draw/overlay";
import type { Shown } from "./filters";
import { bundleFinding } from "./folding";
import { classOf, sumFinding } from "./ledger";
import { linksOf, type Model } from "./model";
import { type Between, betweenOf, waysBetween } from "./paths";
import type { State } from "./state";
import type { View } from "./views";

export function emphasise(model: Model, state: State, shown: Shown, view: View | null = null): Emphasis | null {
  const changes = view?.changes ?? changesOfScenario(model.data);
  const found = emphasisOf(model, state, shown, view) ?? (changes && !view?.changes ? ofScenario(shown, changes) : null);
  return found && changes ? { ...found, marks: marksOf(changes) } : found;
}

/** Nothing steps back: what a scenario adds or changes only has its mark. */
function ofScenario(shown: Shown, changes: Changes): Emphasis {
  const differs = changesById(changes);
  const elements = new Set([...shown.elements].filter((id) => differs.has(id)));
  const links = shown.links.filter((link) => differs.has(link.id));
  return { picked: "", fades: false, only: false, loop: null, elements, links };
}

/** What each thing and link that differs is marked as. */
function marksOf(changes: Changes): ReadonlyMap<string, Sort> {
  return new Map([...changesById(changes)].map(([id, { sort }]) => [id, sort]));
}

function emphasisOf(model: Model, state: State, shown: Shown, view: View | null): Emphasis | null {
  const { pick } = state;
  if (!pick && view?.changes) return ofChanges(model, view.changes);
  if (!pick) return view?.shape === "loop" ? ofStory(model, state, view) : null;
  const base = { picked: pick, fades: true, only: state.near, loop: null };
  const loop = model.loops.get(pick);
  if (loop) {
    const links = loop.links.flatMap((id) => model.links.get(id) ?? []);
    const told = links[state.step - 1];
    if (told) return ofStep(told, base);
    return { ...base, elements: new Set(loop.elements), links, loop };
  }
  const link = model.links.get(pick);
  if (link) return { ...base, elements: new Set([link.from, link.to]), links: [link] };
  const counted = classOf(model, pick);
  if (counted) return ofMany(model, shown.links.filter((each) => each.boundary === counted).map((each) => each.id), base);
  const finding = findingOf(model, pick);
  if (finding) return ofMany(model, finding.about, base);
  const answered = emphasiseAnswer(model, pick);
  if (answered) return answered;
  const between = betweenOf(pick);
  if (between) return ofWays(model, between, base);
  if (model.boxes.has(pick)) return ofBox(model, pick, shown, base);
  return ofThing(model, state, shown, base);
}

/** Ways between two things: all of them, or the one that is looked at. */
function ofWays(model: Model, { from, to, at }: Between, base: Base): Emphasis {
  const { ways } = waysBetween(model.data.links, from, to);
  const chosen = ways[at - 1];
  const links = chosen ? [...chosen] : [...new Set(ways.flat())];
  const elements = new Set([from, to, ...links.flatMap((link) => [link.from, link.to])].filter((id) => model.elements.has(id)));
  return { ...base, picked: from, elements, links };
}

/** What differs between two moments stands out from what it is joined to. */
function ofChanges(model: Model, { added, changed, removed }: Changes): Emphasis | null {
  const ids = [...added, ...changed, ...removed].map(({ id }) => id);
  return ids.length > 0 ? ofMany(model, ids, { picked: "", fades: true, only: false, loop: null }) : null;
}

/** A loop that is told lights up as a whole, or the step that is being told. */
function ofStory(model: Model, { step }: State, { focus }: View): Emphasis | null {
  const loop = model.loops.get(focus ?? "");
  if (!loop) return null;
  const links = loop.links.flatMap((id) => model.links.get(id) ?? []);
  const base = { picked: loop.id, only: false };
  const told = links[step - 1];
  if (!told) return { ...base, fades: false, elements: new Set(loop.elements), links, loop };
  return ofStep(told, { ...base, fades: true, loop: null });
}

/** The step of a loop that is being told. */
function ofStep(told: Link, base: Base): Emphasis {
  return { ...base, picked: told.id, elements: new Set([told.from, told.to]), links: [told] };
}

const FINDING = "finding:";

export function findingId(index: number): string {
  return `${FINDING}${index}`;
}

export function findingOf(model: Model, pick: string): Finding | undefined {
  if (pick.startsWith(FINDING)) return model.data.findings[Number(pick.slice(FINDING.length))];
  return sumFinding(model, pick) ?? bundleFinding(model, pick);
}

type Base = Omit<Emphasis, "elements" | "links">;

/** A thing with what is joined to it, as many links away and in the direction that was asked for. */
function ofThing(model: Model, { pick, steps, way }: State, shown: Shown, base: Base): Emphasis {
  const elements = new Set([pick]);
  const visible = new Set(shown.links);
  const links = new Set<Link>();
  let edge = [pick];
  for (let step = 0; step < steps; step++) {
    const next: string[] = [];
    for (const id of edge) {
      for (const link of linksOf(model, id)) {
        if (!visible.has(link) || (way === "in" && link.to !== id) || (way === "out" && link.from !== id)) continue;
        links.add(link);
        const other = link.from === id ? link.to : link.from;
        if (!elements.has(other)) next.push(other);
        elements.add(other);
      }
    }
    edge = next;
  }
  return { ...base, elements, links: [...links] };
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
    elements.add(link.from).add(link.to);
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
