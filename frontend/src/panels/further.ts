/** What else can be done with a thing that was chosen, out of the way of what is said about it. */

import type { App } from "../app";
import type { Element } from "../contract";
import { button, h } from "../dom";
import { betweenId } from "../paths";
import { MOST_STEPS, type Way, WAYS } from "../state";
import { count } from "../words";
import { moving } from "./moving";

/** Whoever looks farther at one thing is likely to at the next; what they did to it writes the panel anew. */
let isOpen = false;

/** How far round it is shown, ways from it to something else, its box, and moving it. */
export function further(app: App, element: Element): HTMLElement {
  const folds = app.drawn.boxes.has(element.id)
    ? button(app.picture.isFolded(element.id) ? "Open its box" : "Close its box", () => app.picture.turn(element.id), { class: "action" })
    : null;
  const made = h(
    "details",
    { class: "further" },
    h("summary", {}, "Look farther, or move it"),
    reach(app),
    isJoined(app, element) && h("p", {}, button("Ways from here to …", () => app.pick(betweenId({ from: app.state.pick, to: "", at: 0 }), false), { class: "action" })),
    folds && h("p", {}, folds),
    moving(app, element),
  );
  made.open = isOpen;
  made.addEventListener("toggle", () => (isOpen = made.open));
  return made;
}

/** Ways are those of causes: from a thing without any there is none to look for. */
function isJoined({ model }: App, { id }: Element): boolean {
  return [...(model.leaving.get(id) ?? []), ...(model.reaching.get(id) ?? [])].some(({ kind }) => kind === "INFLUENCES");
}

function reach(app: App): HTMLElement {
  const { state } = app;
  const ways: Record<Way, string> = { both: "both ways", in: "what leads here", out: "what it leads to" };
  const select = h("select", { id: "reach-way" });
  for (const way of WAYS) {
    const option = h("option", {}, ways[way]);
    option.value = way;
    select.append(option);
  }
  select.value = state.way;
  select.addEventListener("change", () => app.set({ way: WAYS.find((way) => way === select.value) ?? "both" }));
  const steps = Array.from({ length: MOST_STEPS }, (_, index) => index + 1);
  return h(
    "div",
    { class: "reach" },
    h("span", {}, "Links away"),
    h(
      "div",
      { role: "group", "aria-label": "How many links away" },
      ...steps.map((step) =>
        button(String(step), () => app.set({ steps: step }), {
          id: `reach-${step}`,
          "aria-pressed": String(state.steps === step),
          "aria-label": `${count(step, "link")} away`,
        }),
      ),
    ),
    h("label", {}, h("span", { class: "unseen" }, "Which way"), select),
  );
}
