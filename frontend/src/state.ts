/** What the reader has chosen, and its form in the address: `#view=money&pick=O06&hide.kind=Factor`. Pure. */

import type { Folding } from "./folding";
import { FACETS, type Hidden, type Layer, LAYERS, NOTHING_HIDDEN } from "./filters";

export interface State {
  /** The id of a view; "front" for the front page; "" for whichever view comes first. */
  view: string;
  /** The element, link or loop looked at; "" for none. */
  pick: string;
  hidden: Hidden;
  /** What the reader laid over the boxes; null for what the view lays there by itself. */
  layers: ReadonlySet<Layer> | null;
  /** Only what is joined to the pick. */
  near: boolean;
  /** How far that goes, in links, and which way. */
  steps: number;
  way: Way;
  /** Where a story stands: 0 before its first sentence. */
  step: number;
  projector: boolean;
  /** The year of money that is shown, as "2025-26"; "" for each flow's own. */
  year: string;
  /** The scenario that is laid over the base; "" for none. */
  scenario: string;
  /** Which boxes are closed; null for how the map opens. */
  folding: Folding | null;
}

export const WAYS = ["both", "in", "out"] as const;
export type Way = (typeof WAYS)[number];
export const MOST_STEPS = 3;

export const START: State = {
  view: "front",
  pick: "",
  hidden: NOTHING_HIDDEN,
  layers: null,
  near: false,
  steps: 1,
  way: "both",
  step: 0,
  projector: false,
  year: "",
  scenario: "",
  folding: null,
};

/** Read the fragment of an address. Whatever is not understood is as if it were not there. */
export function readFragment(fragment: string): State {
  const text = fragment.replace(/^#/, "");
  const given = new URLSearchParams(text);
  const hidden = { ...NOTHING_HIDDEN };
  for (const facet of FACETS) {
    const values = given.getAll(`hide.${facet}`).filter(Boolean);
    if (values.length > 0) hidden[facet] = new Set(values);
  }
  const layers = given.get("layers")?.split(",");
  return {
    // Whoever names something on the map wants the map, and not the page in front of it.
    view: given.get("view") ?? (text ? "" : START.view),
    pick: given.get("pick") ?? "",
    hidden,
    layers: layers ? new Set(LAYERS.filter((layer) => layers.includes(layer))) : null,
    near: given.has("near"),
    steps: whole(given.get("steps"), 1, MOST_STEPS),
    way: WAYS.find((way) => way === given.get("way")) ?? START.way,
    step: whole(given.get("step"), 0, 999),
    projector: given.has("projector"),
    year: given.get("year") ?? "",
    scenario: given.get("scenario") ?? "",
    folding: readFolding(given),
  };
}

/** `folded=all&open=ID`: organisations only, some open. `folded=none&fold=ID`: everything, some boxes closed. */
function readFolding(given: URLSearchParams): Folding | null {
  if (!given.has("folded")) return null;
  const overview = given.get("folded") === "all";
  return { overview, opened: new Set(given.getAll("open")), closed: new Set(given.getAll("fold")) };
}

function whole(text: string | null, least: number, most: number): number {
  const number = /^\d{1,3}$/.test(text ?? "") ? Number(text) : least;
  return Math.min(most, Math.max(least, number));
}

/** Write a fragment that `readFragment` reads back; "" for how a page opens. */
export function writeFragment(state: State): string {
  const parts: string[] = [];
  const add = (name: string, value: string): void => void parts.push(`${name}=${encodeURIComponent(value)}`);
  if (state.view !== START.view) add("view", state.view);
  if (state.pick) add("pick", state.pick);
  for (const facet of FACETS) for (const value of state.hidden[facet]) add(`hide.${facet}`, value);
  if (state.layers) parts.push(`layers=${LAYERS.filter((layer) => state.layers?.has(layer)).join(",")}`);
  if (state.folding) {
    add("folded", state.folding.overview ? "all" : "none");
    for (const id of state.folding.opened) add("open", id);
    for (const id of state.folding.closed) add("fold", id);
  }
  if (state.near) parts.push("near");
  if (state.steps !== START.steps) add("steps", String(state.steps));
  if (state.way !== START.way) add("way", state.way);
  if (state.step !== START.step) add("step", String(state.step));
  if (state.year) add("year", state.year);
  if (state.scenario) add("scenario", state.scenario);
  if (state.projector) parts.push("projector");
  return parts.length > 0 ? `#${parts.join("&")}` : "";
}
