/** What the page shows of all that it holds: the base or a scenario; money of each flow's own year, or of one. Pure. */

import type { Link, PageData } from "./contract";
import type { Chosen, LinkYear } from "./contract-choices";
import { changed } from "./differences";

export interface Choice {
  /** "2025-26"; "" for all years. */
  year: string;
  /** The id of a scenario; "" for the base. */
  scenario: string;
}

/** The data as they are for a choice. What the page does not have is as if nobody had chosen it. */
export function editionOf(source: PageData, choice: Choice): PageData {
  const data = inScenario(source, choice.scenario);
  const year = data.money?.years.some((each) => each.year && each.year === choice.year) ? choice.year : "";
  const flows = data.links.filter((link) => link.money);
  const links = year ? data.links.flatMap((link) => inYear(link, year)) : data.links;
  const chosen: Chosen = {
    year,
    shownBy: shownBy(data, links),
    flows: flows.length,
    inYear: year ? links.filter((link) => link.money).length : flows.length,
    undated: flows.filter((link) => !link.years).length,
  };
  return { ...data, links, findings: findingsOf(data, year), chosen };
}

function inScenario(data: PageData, id: string): PageData {
  const found = data.scenarios?.find((each) => each.id === id);
  return found ? { ...(changed(data, found.differs) as PageData), scenarios: data.scenarios ?? [] } : data;
}

/** A flow of money as it is in a year; nothing where it has no figure there. Other links are of no year. */
function inYear(link: Link, year: string): Link[] {
  if (!link.money) return [link];
  const found = link.years?.find((each) => each.year === year);
  if (!found) return [];
  const { year: _, ...differs } = found;
  return [{ ...link, ...differs }];
}

function shownBy({ links, money }: PageData, shown: readonly Link[]): Map<string, string> {
  const there = new Set(shown.map((link) => link.id));
  const found = new Map<string, string>();
  for (const link of links) {
    if (!link.money) continue;
    const ids = [link.id, ...(link.years ?? []).map((each: LinkYear) => each.id ?? link.id)];
    const now = ids.find((id) => there.has(id));
    if (now) for (const id of ids) found.set(id, now);
  }
  for (const row of money?.rows ?? []) {
    const link = found.get(row.drawn) ?? found.get(row.id);
    if (link) found.set(row.id, link);
  }
  return found;
}

/** What was found, with what there is to say of the money of another year in place of what stands for the usual one. */
function findingsOf({ findings, money }: PageData, year: string): PageData["findings"] {
  const other = year !== "" && year !== money?.year ? money?.years.find((each) => each.year === year) : undefined;
  return other ? [...findings.filter((each) => each.view !== "money"), ...other.findings] : findings;
}

/** The years that one may choose, the earliest first. */
export function yearsOf(data: PageData): string[] {
  return (data.money?.years ?? []).flatMap(({ year }) => (year ? [year] : []));
}
