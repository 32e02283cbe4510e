/** What to show and what to hide. */

import type { App } from "../app";
import { button, fill, h } from "../dom";
import { FACETS, hidesAnything, LAYERS, layerOf, isMark, NOTHING_HIDDEN, toggled, valuesOf } from "../filters";
import { sayBack } from "../filtered";
import type { Panel } from "./registry";
import { scenarioChooser } from "./scenarios";
import { yearStepper } from "./years";
import { FACET_TITLES, LAYER_WORDS, valueWords } from "../words";

export const filters: Panel = { id: "filters", tool: "Filter", says: () => true, show: showFilters };

function showFilters(panel: HTMLElement, app: App): void {
  const { model, state } = app;
  const layers = app.layers();
  const present = LAYERS.filter((layer) =>
    layer === "marks"
      ? model.data.elements.some(isMark)
      : model.data.links.some((link) => layer === "labels" || layerOf(link) === layer),
  );
  fill(
    panel,
    h("h2", { tabindex: -1 }, "Filter"),
    h("p", { class: "note" }, "What you hide stays in the tables, and is still on the map for everybody else."),
    group(
      "Show on the map",
      present.map((layer) => box(`layer-${layer}`, LAYER_WORDS[layer], layers.has(layer), () => app.toggleLayer(layer))),
    ),
    app.drawn.boxes.size > 0 &&
      h(
        "div",
        { class: "boxes" },
        button("Close all boxes", () => app.picture.foldAll(true), { class: "action" }),
        button("Open all boxes", () => app.picture.foldAll(false), { class: "action" }),
      ),
    scenarioChooser(app),
    yearStepper(app),
    ...FACETS.map((facet) => {
      const values = valuesOf(app.drawn, facet, layers);
      if (values.length < 2) return null;
      return group(
        FACET_TITLES[facet],
        values.map(({ value, count }) =>
          box(
            `hide-${facet}-${value}`,
            `${valueWords(model.data.words, facet, value)} (${count})`,
            !state.hidden[facet].has(value),
            () => app.set({ hidden: toggled(state.hidden, facet, value) }),
          ),
        ),
      );
    }),
    (hidesAnything(state.hidden) || state.year !== "" || state.scenario !== "") &&
      button(sayBack(state.hidden, state.year, state.scenario), () => app.set({ hidden: NOTHING_HIDDEN, year: "", scenario: "" }), { class: "action" }),
  );
}

function group(title: string, boxes: HTMLElement[]): HTMLElement {
  return h("fieldset", {}, h("legend", {}, title), ...boxes);
}

function box(id: string, text: string, on: boolean, change: () => void): HTMLElement {
  const input = h("input", { type: "checkbox", id });
  input.checked = on;
  input.addEventListener("change", change);
  return h("label", { class: "check" }, input, h("span", {}, text));
}
