/** The views: each answers one question, and lays over the boxes only what that takes. */

import type { PageData } from "./contract";
import type { Hue } from "./draw/links";
import { type Layer, layerOf } from "./filters";
import type { ViewId } from "./state";

export interface View {
  id: ViewId;
  question: string;
  /** What to do here, in one sentence, at the top of its panel. */
  hint: string;
  layers: readonly Layer[];
  hue: Hue;
  /** Kinds of element that this question has no use for. */
  without: readonly string[];
  /** Whether the view opens with its own panel. */
  panel: boolean;
}

const VIEWS: readonly View[] = [
  {
    id: "map",
    question: "How does it all hang together?",
    hint: "Choose anything on the map to see what moves it and what it moves.",
    layers: ["causal"],
    hue: "polarity",
    without: [],
    panel: false,
  },
  {
    id: "findings",
    question: "What stands out?",
    hint: "Choose one to see on the map what it rests on.",
    layers: ["causal"],
    hue: "polarity",
    without: [],
    panel: true,
  },
  {
    id: "loops",
    question: "Which loops drive this?",
    hint: "Choose a loop: its links light up in order, with its story.",
    layers: ["causal"],
    hue: "polarity",
    without: [],
    panel: true,
  },
  {
    id: "money",
    question: "Who pays for what?",
    hint: "The wider a ribbon, the more money. Choose one for the exact figure, its year and its basis.",
    layers: ["money"],
    hue: "polarity",
    without: ["Factor"],
    panel: true,
  },
  {
    id: "boundaries",
    question: "What crosses a boundary?",
    hint: "Colour and width say how far a link reaches; it thickens where it leaves or enters an organisation.",
    layers: ["causal"],
    hue: "boundary",
    without: [],
    panel: true,
  },
  {
    id: "tables",
    question: "Everything as tables",
    hint: "",
    layers: [],
    hue: "polarity",
    without: [],
    panel: false,
  },
];

export function viewOf(id: ViewId): View {
  return VIEWS.find((view) => view.id === id) ?? (VIEWS[0] as View);
}

/** The views of causes, which on a map that has none speak of what else joins its things. */
const OF_CAUSES: ReadonlySet<ViewId> = new Set(["map", "boundaries"]);

/** What a view lays over the boxes: its own layers, or on a map without any of those whatever joins its things. */
export function layersOf(view: View, data: PageData): readonly Layer[] {
  const present = new Set(data.links.map(layerOf));
  if (!OF_CAUSES.has(view.id) || present.size === 0 || view.layers.some((layer) => present.has(layer))) return view.layers;
  return present.has("money") ? ["money"] : ["other"];
}

/** The views that this map has something to say in. */
export function viewsFor(data: PageData): View[] {
  const empty: Partial<Record<ViewId, boolean>> = {
    findings: data.findings.length === 0,
    loops: data.loops.length === 0,
    money: !data.links.some((link) => link.money),
    boundaries: !data.links.some((link) => link.boundary),
  };
  return VIEWS.filter((view) => !empty[view.id]);
}
