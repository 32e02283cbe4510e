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
const SIGNS = /([\u0001\u0002\u0003])/u;

export function unpack(data: Embedded): PageData {
  const elements = rowsOf(data.elements) as unknown as Element[];
  const names = new Map<string, string>();
  for (const element of elements) {
    names.set(element.id, element.name);
    if (typeof element.lines === "string") element.lines = broken(element.name, element.lines);
  }
  const { said, ...columns } = data.links.columns;
  const links = rowsOf({ count: data.links.count, columns }) as unknown as Link[];
  const fillerOf = filler(names);
  const templates = said ? valuesOf(said, links.length) : [];
  templates.forEach((template, index) => {
    const link = links[index];
    if (typeof template !== "string" || !link) return;
    const fill = fillerOf(template);
    link.sentence = fill(link);
    if (link.years) for (const year of link.years) if (year.money) year.sentence ??= fill({ ...link, ...year });
  });
  const { money, ...rest } = data;
  return { ...rest, elements, links, ...(money ? { money: ledger(money) } : {}) };
}

type Fill = (link: Link) => string;

/** Fills a template in; each is taken apart once, as thousands of links say the same. */
function filler(names: ReadonlyMap<string, string>): (template: string) => Fill {
  const known = new Map<string, Fill>();
  const take = (template: string): Fill => {
    const parts = template.split(SIGNS);
    return ({ from, to, money }) => {
      let said = "";
      for (const part of parts) {
        if (part === FROM) said += `“${names.get(from) ?? ""}”`;
        else if (part === TO) said += `“${names.get(to) ?? ""}”`;
        else said += part === FIGURE ? (money?.exact ?? "") : part;
      }
      return said;
    };
  };
  return (template) => {
    const fill = known.get(template) ?? take(template);
    known.set(template, fill);
    return fill;
  };
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

/** Rows one after the other, each made whole: browsers are slow to give thousands of objects one more property each. */
function rowsOf({ count, columns }: Packed): Row[] {
  const filled = Object.entries(columns).map(([name, column]) => ({ name, values: valuesOf(column, count) }));
  const rows = new Array<Row>(count);
  for (let index = 0; index < count; index++) {
    const row: Row = {};
    for (const { name, values } of filled) {
      const value = values[index];
      if (value !== LACKING) define(row, name, value);
    }
    rows[index] = row;
  }
  return rows;
}

/** A property of any name: "__proto__" is a name like others. */
function define(row: Row, name: string, value: unknown): void {
  if (name === "__proto__") Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
  else row[name] = value;
}

/** What stands in a column where a row has no such property. */
const LACKING = Symbol("lacking");

/** The values of a column, one for each row. */
function valuesOf(column: Column, count: number): readonly unknown[] {
  const values = written(column, count);
  if (!column.without) return values;
  const spread = new Array<unknown>(count);
  for (const index of column.without) spread[index] = LACKING;
  let taken = 0;
  for (let index = 0; index < count; index++) if (spread[index] !== LACKING) spread[index] = values[taken++];
  return spread;
}

/** The values that a column has, for all that have one. */
function written(column: Column, count: number): readonly unknown[] {
  if ("all" in column) return new Array<unknown>(count).fill(column.all);
  if ("each" in column) return column.each;
  if ("at" in column) return column.at.map((place) => column.of[place]);
  const rows = rowsOf(column.of);
  let taken = 0;
  if ("ones" in column) return column.ones.map((there) => (there ? rows[taken++] : null));
  return column.lists.map((length) => rows.slice(taken, (taken += length)));
}
