/** Page data as they are embedded in a page, made small by `sysmap/render/packing.py`, and read back. Pure. */

import type { Element, Link, PageData } from "./contract";
import type { Ledger, MoneyRow, MoneySum, MoneyYear } from "./contract-choices";

/** A list of alike things by column. */
interface Packed {
  count: number;
  columns: Record<string, Column>;
}

type Column = { without?: number[] } & (
  | { all: unknown }
  | { each: unknown[] }
  | { of: unknown[]; at: number[] }
  /** How many members of `of` each place has in its list. */
  | { lists: number[]; of: Packed }
  /** Whether each place has the next of `of`, or null. */
  | { ones: number[]; of: Packed }
);

type Row = Record<string, unknown>;

type PackedLedger = Omit<Ledger, "years" | "rows"> & { years: (Omit<MoneyYear, "sums"> & { sums: Packed })[]; rows: Packed };

export type Embedded = Omit<PageData, "elements" | "links" | "money"> & { elements: Packed; links: Packed; money?: PackedLedger };

/** What stands in a sentence for the names of its two ends and for its figure. */
const [FROM, TO, FIGURE] = ["\u0001", "\u0002", "\u0003"];

export function unpack(data: Embedded): PageData {
  const elements = rowsOf(data.elements) as unknown as Element[];
  const names = new Map<string, string>();
  for (const element of elements) {
    names.set(element.id, element.name);
    if (typeof element.lines === "string") element.lines = broken(element.name, element.lines);
  }
  const { said, ...columns } = data.links.columns;
  const links = rowsOf({ count: data.links.count, columns }) as unknown as Link[];
  const templates = said ? rowsOf({ count: links.length, columns: { said } }) : [];
  for (const [index, link] of links.entries()) {
    const template = templates[index]?.["said"];
    if (typeof template !== "string") continue;
    link.sentence = sentence(template, link, names);
    for (const year of link.years ?? []) if (year.money) year.sentence ??= sentence(template, { ...link, ...year }, names);
  }
  const { money, ...rest } = data;
  return { ...rest, elements, links, ...(money ? { money: ledger(money) } : {}) };
}

function sentence(template: string, link: Link, names: ReadonlyMap<string, string>): string {
  return template
    .split(FROM)
    .join(`“${names.get(link.from) ?? ""}”`)
    .split(TO)
    .join(`“${names.get(link.to) ?? ""}”`)
    .split(FIGURE)
    .join(link.money?.exact ?? "");
}

function ledger(money: PackedLedger): Ledger {
  const years = money.years.map((year) => ({ ...year, sums: rowsOf(year.sums) as unknown as MoneySum[] }));
  return { ...money, years, rows: rowsOf(money.rows) as unknown as MoneyRow[] };
}

/** A name in lines of so many words: "2,1". */
function broken(name: string, counts: string): string[] {
  const words = name.split(" ");
  return counts.split(",").map((count) => words.splice(0, Number(count)).join(" "));
}

function rowsOf({ count, columns }: Packed): Row[] {
  const rows: Row[] = Array.from({ length: count }, () => ({}));
  for (const [name, column] of Object.entries(columns)) {
    const without = new Set(column.without);
    const next = reader(column);
    for (const [index, row] of rows.entries()) if (!without.has(index)) define(row, name, next());
  }
  return rows;
}

/** A property of any name: "__proto__" is a name like others. */
function define(row: Row, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
  else row[name] = value;
}

/** Gives the values of a column one by one. */
function reader(column: Column): () => unknown {
  let place = 0;
  if ("all" in column) return () => column.all;
  if ("each" in column) return () => column.each[place++];
  if ("at" in column) return () => column.of[column.at[place++] as number];
  const rows = rowsOf(column.of);
  let taken = 0;
  if ("ones" in column) return () => (column.ones[place++] ? rows[taken++] : null);
  return () => {
    const count = column.lists[place++] as number;
    return rows.slice(taken, (taken += count));
  };
}
