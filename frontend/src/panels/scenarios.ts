/** Which scenario is laid over the base, and what that changes in a few words. */

import type { App } from "../app";
import { changesOfScenario, SORT_SIGNS, SORT_WORDS, SORTS } from "../changes";
import { button, h } from "../dom";

/** Nothing where the page has the base alone, or one scenario alone. */
export function scenarioChooser(app: App): HTMLElement | null {
  const { scenarios, scenario } = app.model.data;
  if (!scenarios || scenarios.length === 0) return null;
  const choice = (id: string, name: string): HTMLElement => {
    const input = h("input", { type: "radio", id: `scenario-${id}` });
    input.name = "scenario";
    input.checked = app.state.scenario === id;
    input.addEventListener("change", () => {
      app.set({ scenario: id });
      app.say(`${name} is shown`);
    });
    return h("label", { class: "check" }, input, h("span", {}, name));
  };
  const view = scenario?.view;
  return h(
    "fieldset",
    {},
    h("legend", {}, "Scenario"),
    choice("", "The base map"),
    ...scenarios.map(({ id, name }) => choice(id, name)),
    app.state.scenario !== "" && h("p", { class: "note" }, saidOfScenario(app)),
    app.state.scenario !== "" && view !== undefined && button("What it changes", () => app.go(view), { class: "action" }),
  );
}

/** "16 + added, 0 ~ changed, 0 × removed" with the signs that stand on the map. */
function saidOfScenario({ model }: App): string {
  const changes = changesOfScenario(model.data);
  if (!changes) return "";
  const parts = SORTS.map((sort) => `${SORT_SIGNS[sort]} ${changes[sort].length} ${SORT_WORDS[sort].toLowerCase()}`);
  return `${parts.join(", ")}: marked so on the map.`;
}
