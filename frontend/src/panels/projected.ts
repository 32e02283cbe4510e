/**
 * What a room is told beside the picture, in large letters: what a view says in a sentence, the step of a loop that is
 * being told, and what the lines mean. On a projector there is no panel to look it up in; on paper nobody can ask.
 */

import type { App } from "../app";
import type { Loop } from "../contract";
import { fill, h } from "../dom";
import { keyedBy, type KeyPart, keyOf } from "./key";
import { sampleCanvas } from "./samples";
import { stepsOf } from "./story";

const LARGER = 1.6;
const SMALLER = 0.6;
/** The parts of the key that are of lines: things on paper have their names. */
const LINES: ReadonlySet<string> = new Set(["Boundaries", "What influences what", "Money and other links"]);

/** How many marks of influence, and of money and other links beside them, a room is told: those that are asked about first. */
const TOLD = 3;

/** Views whose first finding sums up what they show. */
const SAYS: ReadonlySet<string> = new Set(["loops", "money"]);

/** The marks that a view cannot be read without: of boundaries their colours, else which way links push, and money; in a few words. */
export function marksToTell(parts: readonly KeyPart[]): KeyPart["rows"] {
  const rowsOf = (title: string): KeyPart["rows"] => parts.find((each) => each.title === title)?.rows ?? [];
  const boundaries = rowsOf("Boundaries");
  if (boundaries.length > 0) return boundaries;
  const causes = rowsOf("What influences what").slice(0, TOLD);
  const told = [...causes, ...rowsOf("Money and other links").slice(0, causes.length > 0 ? 1 : TOLD)];
  return told.map(([mark, text]) => [mark, text.split(/[:.]/u)[0] ?? text] as const);
}

/** The loop that is looked at: the one that was chosen, or the one that the view tells. */
export function loopTold({ model, state, view }: Pick<App, "model" | "state" | "view">): Loop | undefined {
  return model.loops.get(state.pick) ?? (view?.shape === "loop" ? model.loops.get(view.focus ?? "") : undefined);
}

/** The step of a loop that a presenter's next or last press leads to; null where that is another question. */
export function stepTurned(app: Pick<App, "model" | "state" | "view">, way: number): number | null {
  const loop = loopTold(app);
  if (!loop) return null;
  const steps = stepsOf(app, loop).length;
  const step = Math.min(app.state.step, steps) + way;
  return step >= 0 && step <= steps ? step : null;
}

/** Go on as a presenter does: round the loop that is told, then to what comes next. */
export function stepOr(app: App, way: number, next: () => void): void {
  const step = app.state.projector ? stepTurned(app, way) : null;
  if (step === null) next();
  else app.set({ step });
}

/** What is said in a line or two: of a loop its story and then its steps, else what the view says first. */
export function lineTold(app: Pick<App, "model" | "state" | "view">): [title: string, text: string] | null {
  const { model, state, view } = app;
  const loop = loopTold(app);
  if (loop) {
    const steps = stepsOf(app, loop);
    const told = steps[state.step - 1];
    return told ? [`${loop.name}, ${state.step} of ${steps.length}`, told.sentence] : [loop.name, loop.story];
  }
  if (!view || !SAYS.has(view.shape)) return null;
  const said = model.data.findings.find((each) => each.view === view.shape);
  return said ? ["", said.sentence] : null;
}

/** Write both; on paper all lines are explained. */
export function showProjected(told: HTMLElement, list: HTMLElement, app: App, paper = false): void {
  const { view } = app;
  const shows = (paper || app.state.projector) && view && view.shape !== "tables";
  const line = shows ? lineTold(app) : null;
  fill(told, line?.[0] ? h("strong", {}, `${line[0]}. `) : null, line ? h("span", {}, line[1]) : null);
  const parts = shows ? keyOf(keyedBy(app)) : [];
  // Of a loop the sentence says which way each link pushes, and the room for it is the map's.
  const rows = paper ? parts.filter(({ title }) => LINES.has(title)).flatMap((each) => each.rows) : loopTold(app) ? [] : marksToTell(parts);
  fill(list, ...rows.map(([mark, text]) => h("li", {}, sampleCanvas(mark, paper ? SMALLER : LARGER), h("span", {}, text))));
}
