/** Which year's money is shown: a slider, and a step to the year before or after. */

import type { App } from "../app";
import { button, h } from "../dom";
import { yearsOf } from "../edition";

const ALL = "All years";

/** Nothing where the map has no dated money. */
export function yearStepper(app: App): HTMLElement | null {
  const years = yearsOf(app.model.data);
  if (years.length === 0) return null;
  const choices = ["", ...years];
  const at = Math.max(0, choices.indexOf(app.state.year));
  const { chosen } = app.model.data;
  const words = (place: number): string => choices[place] || ALL;
  const go = (place: number): void => {
    app.set({ year: choices[place] ?? "" });
    app.say(`Money of ${words(place).toLowerCase()}`);
  };
  const slider = h("input", { type: "range", id: "year", "aria-valuetext": words(at) });
  slider.min = "0";
  slider.max = String(choices.length - 1);
  slider.value = String(at);
  const output = h("output", {}, words(at));
  output.htmlFor.add("year");
  // While it is being dragged it only says where it is: drawing begins when it is let go.
  slider.addEventListener("input", () => {
    output.textContent = words(Number(slider.value));
    slider.setAttribute("aria-valuetext", words(Number(slider.value)));
  });
  slider.addEventListener("change", () => go(Number(slider.value)));
  const step = (id: string, text: string, to: number): HTMLButtonElement => {
    const isThere = to >= 0 && to < choices.length;
    return button(text, () => isThere && go(to), { id, class: "action", ...(isThere ? {} : { "aria-disabled": "true" }) });
  };
  const label = h("label", {}, "Year of money");
  label.htmlFor = "year";
  return h(
    "div",
    { class: "years" },
    h("div", { class: "years-said" }, label, output),
    h("div", { class: "years-steps" }, step("year-before", "Earlier", at - 1), slider, step("year-after", "Later", at + 1)),
    h("p", { class: "note" }, note(app, chosen?.year ?? "")),
  );
}

function note({ model }: App, year: string): string {
  const { chosen } = model.data;
  if (!chosen) return "";
  const undated = chosen.undated > 0 ? ` ${chosen.undated} of them ${chosen.undated === 1 ? "has" : "have"} no year that is known.` : "";
  if (!year) return `Each flow with its own year: figures of different years are never added.${undated}`;
  const left = chosen.undated > 0 ? ` ${chosen.undated} with no year that is known ${chosen.undated === 1 ? "is" : "are"} not shown.` : "";
  return `${chosen.inYear} of ${chosen.flows} flows have a figure for ${year}.${left}`;
}
