/** What Python hands to the page for its reader to choose from: years of money, and scenarios. */

import type { Finding, Link } from "./contract";
import type { Difference } from "./differences";

/** A flow of money as it is in one year, such as "2025-26". */
export interface LinkYear extends Partial<Omit<Link, "years">> {
  year: string;
}

export interface Ledger {
  /** The year whose figures stand where none is chosen; "" where money is not dated. */
  year: string;
  /** The earliest first. */
  years: MoneyYear[];
  /** What the words for prevention mean, said wherever sums by tier are. */
  tiers: string;
  /** Every row of money, in the order of its table; numbers of rows are places in it, from 0. */
  rows: MoneyRow[];
}

export interface MoneyYear {
  /** "2025-26"; "" for what is not dated. */
  year: string;
  /** What was added up: different bases never are. */
  basis: string;
  sums: MoneySum[];
  /** What there is to say of a year that is shown only when it is chosen; of the other it is among `findings`. */
  findings: Finding[];
}

/** A figure that rows add up to. */
export interface MoneySum {
  /** "total", "tier:acute", "service:S01", "in:O02", "out:O02", "in_kind" and so on. */
  id: string;
  /** Its name; "" where it is the name of its element. */
  label: string;
  /** "£64.6m". */
  text: string;
  /** "£64,612,345.10". */
  exact: string;
  /** Its share of the total, "87.8%"; "" where it is no part of that. */
  share: string;
  rows: number[];
  /** Rows that one might look for in it, by why they are not. */
  left: [why: string, rows: number[]][];
}

export interface MoneyRow {
  id: string;
  from: string;
  to: string;
  /** The service it pays for, where that is not the one it goes to. */
  for: string;
  /** "2025-26", or the days it is for, or that no year is known. */
  period: string;
  basis: string;
  /** "£64,612,345.10", a band, "withheld" or "not known". */
  amount: string;
  how: string;
  source: string;
  /** The link that it is drawn as part of; "" for its own. */
  drawn: string;
}

/** A scenario laid over the base: only what differs of the base's data, and of its tables, which are HTML. */
export interface ScenarioData {
  id: string;
  name: string;
  differs: Difference;
  /** All tables in their order: of one that is the same only its id; rows of the base's as [first, end]. */
  tables: ScenarioTable[];
}

export interface ScenarioTable {
  id: string;
  title?: string;
  headers?: string[];
  note?: string;
  figures?: number[];
  rows?: (string[] | [first: number, end: number])[];
}

/** What the reader chose, and what came of it: made by the page (`edition.ts`), never handed to it. */
export interface Chosen {
  /** "" for all years, each flow in the one that it is shown in. */
  year: string;
  /** The link that each row of money is shown by, by the row's id. */
  shownBy: ReadonlyMap<string, string>;
  /** How many flows there are, how many of them have a figure in the year, and how many are not dated. */
  flows: number;
  inYear: number;
  undated: number;
}
