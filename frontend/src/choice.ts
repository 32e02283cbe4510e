/** What may be chosen: things, links, loops and what was found, where the view has them. */

import { answers } from "./answers";
import { findingOf } from "./emphasis";
import { firstPick } from "./folding";
import { classOf } from "./ledger";
import type { Model } from "./model";
import { betweenOf } from "./paths";
import type { State } from "./state";
import { drawnBy, FRONT, type View, viewNamed } from "./views";

/** A state that may come from anywhere, without what this map does not have; `drawnOn` gives what a view draws. */
export function known(state: State, model: Model, views: readonly View[], drawnOn: (view: View) => Model): State {
  // A row of money is shown by the link of its flow, whose id is that of the row of the year.
  const pick = model.data.chosen?.shownBy.get(state.pick) ?? state.pick;
  const view = state.view === FRONT ? FRONT : viewNamed(views, state.view).id;
  // What was removed is on the view of what changed alone.
  const changed = views.find((each) => each.id === view && each.changes);
  const exists = [model, ...(changed ? [drawnOn(changed)] : [])].some((each) => has(each, pick)) || isFound(model, pick);
  return { ...state, pick: exists ? pick : "", view, year: model.data.chosen?.year ?? "", scenario: scenarioOf(model) };
}

/** The scenario that was chosen of those on the page. */
function scenarioOf({ data }: Model): string {
  return data.scenarios && data.scenario ? data.scenario.id : "";
}

/** A map too large to read and without boxes to fold opens on one thing and what is joined to it. */
export function openedOnPart(state: State, view: View | null, model: Model): State {
  const pick = view?.shape === "whole" && !state.pick ? firstPick(model) : "";
  return pick ? { ...state, pick, near: true } : state;
}

export function has({ elements, links, loops }: Model, id: string): boolean {
  return elements.has(id) || links.has(id) || loops.has(id);
}

/** Whether it is several things at once, which are looked at together: a loop, a way between two, an answer. */
export function isFound(model: Model, id: string): boolean {
  const between = betweenOf(id);
  return (between !== null && model.elements.has(between.from)) || model.loops.has(id) || findingOf(model, id) !== undefined || classOf(model, id) !== "" || answers(model, id);
}

/** Whether a view draws a thing or a link. A loop, a finding and a view's own panel stand on no other. */
export function isDrawn(model: Model, view: View, id: string): boolean {
  const drawn = drawnBy(model, view);
  return view.shape !== "tables" && !view.panel && (drawn.elements.has(id) || drawn.links.has(id));
}
