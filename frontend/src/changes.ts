/** What differs between two moments, as the map, the list and details say it. Pure. */

import type { Change, Changes, PageData } from "./contract";

export type Sort = "added" | "changed" | "removed";

export const SORTS: readonly Sort[] = ["added", "changed", "removed"];

/** The words and the sign of each, the same on the map, in the list and in the key. */
export const SORT_WORDS: Readonly<Record<Sort, string>> = { added: "Added", changed: "Changed", removed: "Removed" };
export const SORT_SIGNS: Readonly<Record<Sort, string>> = { added: "+", changed: "~", removed: "×" };

export interface Found {
  sort: Sort;
  change: Change;
}

const known = new WeakMap<Changes, ReadonlyMap<string, Found>>();

/** What happened to each thing, link or loop that differs, by its id. */
export function changesById(changes: Changes): ReadonlyMap<string, Found> {
  let found = known.get(changes);
  if (!found) {
    found = new Map(SORTS.flatMap((sort) => changes[sort].map((change): [string, Found] => [change.id, { sort, change }])));
    known.set(changes, found);
  }
  return found;
}

/** The ids of what the scenario that was chosen changes. */
export function changedIn(data: PageData): Pick<ReadonlySet<string>, "has"> {
  const changes = changesOfScenario(data);
  return changes ? changesById(changes) : new Set();
}

/** What the scenario that was chosen changes of the base; undefined where the base is shown. */
export function changesOfScenario({ scenario, views }: PageData): Changes | undefined {
  return scenario?.view ? views.find((each) => each.id === scenario.view)?.changes : undefined;
}
