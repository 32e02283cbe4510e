/** Figures that several rows make: which rows, which were left out and why, and how they are found by name. Pure. */

import type { Finding, Link, PageData } from "./contract";
import type { MoneyRow, MoneySum, MoneyYear } from "./contract-choices";
import type { Model } from "./model";

const SUM = "sum:";
const CLASS = "class:";

export function sumPick(id: string): string {
  return SUM + id;
}

export function classPick(name: string): string {
  return CLASS + name;
}

export function isSum(pick: string): boolean {
  return pick.startsWith(SUM);
}

/** The class of boundary that was chosen, to see what is counted in it; "" where none was. */
export function classOf({ data }: Model, pick: string): string {
  const name = pick.startsWith(CLASS) ? pick.slice(CLASS.length) : "";
  return name in data.words.boundaries ? name : "";
}

/** The year whose sums are shown: the one that was chosen, else the one that stands for all. */
export function sumsYear({ money, chosen }: PageData): MoneyYear | undefined {
  const year = chosen?.year || money?.year || "";
  return money?.years.find((each) => each.year === year);
}

export function sumOf(data: PageData, id: string): MoneySum | undefined {
  return sumsYear(data)?.sums.find((each) => each.id === id);
}

/** The sum that was chosen; undefined where none was. */
export function sumChosen({ data }: Model, pick: string): MoneySum | undefined {
  return isSum(pick) ? sumOf(data, pick.slice(SUM.length)) : undefined;
}

export function rowsAt({ money }: PageData, places: readonly number[]): MoneyRow[] {
  return places.flatMap((place) => money?.rows[place] ?? []);
}

/** The rows of money that a link, or several drawn as one, show. */
export function rowsOf({ money, chosen }: PageData, links: readonly Link[]): MoneyRow[] {
  const ids = new Set(links.map((link) => link.id));
  return (money?.rows ?? []).filter((row) => ids.has(row.drawn) || (ids.has(row.id) && chosen?.shownBy.has(row.id)));
}

/** The link that shows a row; undefined where none does. */
export function linkOf({ data, links }: Model, row: MoneyRow): Link | undefined {
  return links.get(data.chosen?.shownBy.get(row.id) ?? row.id);
}

/** What a sum is called: its own name, or that of its element. */
export function sumName(model: Model, { id, label }: MoneySum): string {
  if (label) return label;
  const [sort = "", ...rest] = id.split(":");
  const element = rest.join(":");
  const name = model.elements.get(element)?.name ?? element;
  return { in: `Cash that “${name}” takes in`, out: `Cash that “${name}” pays out` }[sort] ?? `Cash spend on “${name}”`;
}

export function yearAndBasis({ year, basis }: MoneyYear): string {
  return `${year || "year not known"}, ${basis}`;
}

/** A sum as something to look at: what it says, and the links behind it. */
export function sumFinding(model: Model, pick: string): Finding | undefined {
  const sum = sumChosen(model, pick);
  const year = sumsYear(model.data);
  if (!sum || !year) return undefined;
  const about = rowsAt(model.data, sum.rows).flatMap((row) => linkOf(model, row)?.id ?? []);
  return {
    title: sumName(model, sum),
    sentence: `${sumName(model, sum)}: ${sum.text} (${yearAndBasis(year)}).`,
    about: [...new Set(about)],
  };
}
