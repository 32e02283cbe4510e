/** One loop told as a story: step round it, one sentence at a time. */

import type { App } from "../app";
import type { Link, Loop } from "../contract";
import { button, fill, h } from "../dom";
import { loopType } from "../words";
import type { Panel } from "./registry";

export const story: Panel = {
  id: "story",
  says: (app) => app.view?.shape === "loop" && loopOf(app) !== undefined,
  show: (panel, app) => {
    const loop = loopOf(app);
    if (loop) fill(panel, ...told(app, loop));
  },
};

function loopOf(app: App): Loop | undefined {
  return app.model.loops.get(app.view?.focus ?? "");
}

/** The links of a loop that are still there, in order. */
export function stepsOf({ model }: Pick<App, "model">, loop: Loop): Link[] {
  return loop.links.flatMap((id) => model.links.get(id) ?? []);
}

function told(app: App, loop: Loop): HTMLElement[] {
  const type = loop.type === "undetermined" ? "?" : loop.type;
  return [
    h("h2", { tabindex: -1 }, loop.name),
    h(
      "p",
      { class: "link-item" },
      h("span", { class: `sign loop-${loop.type}`, "aria-hidden": "true" }, type),
      h("span", {}, `This loop ${loopType(loop)}.`),
    ),
    ...(loop.broken ? [h("p", { class: "warn" }, "Broken: a link of this loop is no longer on the map.")] : []),
    h("p", { class: "story" }, loop.story || "Nobody has told its story yet."),
    ...roundTheLoop(app, loop),
  ];
}

/** Round a loop, one sentence at a time: the map shows the step that is told. */
export function roundTheLoop(app: App, loop: Loop): HTMLElement[] {
  const steps = stepsOf(app, loop);
  const at = Math.min(app.state.step, steps.length);
  const go = (step: number): void => {
    // A loop that was chosen stays chosen; in a view of its own nothing else is.
    app.set({ step, pick: app.state.pick === loop.id ? loop.id : "" });
    app.say(step === 0 ? loop.story || loop.name : (steps[step - 1]?.sentence ?? ""));
  };
  return [
    h(
      "div",
      { class: "stepper", role: "group", "aria-label": "Round the loop" },
      keep(button("Back", () => go(Math.max(0, at - 1)), { id: "story-back", ...(at === 0 ? { "aria-disabled": "true" } : {}) })),
      h("span", {}, at === 0 ? `${steps.length} steps` : `${at} of ${steps.length}`),
      keep(button(at === 0 ? "Start" : at === steps.length ? "Whole loop" : "Next", () => go(at === steps.length ? 0 : at + 1), { id: "story-next" })),
    ),
    h(
      "ol",
      { class: "steps" },
      ...steps.map((link, index) =>
        h(
          "li",
          index + 1 === at ? { class: "now", "aria-current": "step" } : {},
          button(link.sentence, () => go(index + 1), { class: "way", id: `story-${index + 1}` }),
        ),
      ),
    ),
  ];
}

function keep(made: HTMLButtonElement): HTMLButtonElement {
  made.classList.add("action");
  return made;
}
