/** What is not shown, said in one line. Pure. */

import { FACETS, type Hidden, hidesAnything, type Shown } from "./filters";
import type { Model } from "./model";
import { count, FACET_TITLES, valueWords } from "./words";

/** So many hidden values are named; the others are counted. */
const NAMED = 4;

/** `unfiltered` gives what would be shown of what is drawn if nothing were hidden: "27 of 62 things and 40 of 90 links shown: without services; how sure: without low." "" where nothing is filtered. */
export function sayFiltered(drawn: Model, shown: Shown, unfiltered: () => Shown, hidden: Hidden): string {
  const { chosen } = drawn.data;
  const parts: string[] = [];
  if (hidesAnything(hidden)) {
    const all = unfiltered();
    const things = (ids: ReadonlySet<string>): number => drawn.data.elements.filter(({ id, x }) => x !== undefined && ids.has(id)).length;
    parts.push(`${things(shown.elements)} of ${count(things(all.elements), "thing")} and ${shown.links.length} of ${count(all.links.length, "link")} shown: ${without(drawn, hidden)}`);
  }
  if (chosen?.year) {
    const undated = chosen.undated > 0 ? `; ${chosen.undated} not dated, not shown` : "";
    parts.push(`money of ${chosen.year} only: ${chosen.inYear} of ${count(chosen.flows, "flow")}${undated}`);
  }
  const { scenario, scenarios } = drawn.data;
  if (scenario && scenarios) parts.push(`with the scenario “${scenario.name}”`);
  const said = parts.join("; ");
  return said && `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** What the way back from it is called. */
export function sayBack(hidden: Hidden, year: string, scenario: string): string {
  if (scenario === "") return "Show everything";
  return hidesAnything(hidden) || year !== "" ? "Show everything of the base map" : "Back to the base map";
}

function without(drawn: Model, hidden: Hidden): string {
  const values = FACETS.flatMap((facet) =>
    [...hidden[facet]].map((value) => {
      const words = valueWords(drawn.data.words, facet, value);
      return facet === "kind" ? words : `${FACET_TITLES[facet].toLowerCase()}: ${words}`;
    }),
  );
  const rest = values.length - NAMED;
  return `without ${values.slice(0, rest > 1 ? NAMED : values.length).join(", ")}${rest > 1 ? ` and ${rest} more` : ""}`;
}
