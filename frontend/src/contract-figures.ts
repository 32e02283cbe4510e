/** What Python hands to the page for its figures: drawn by `panels/figures.ts`, every word and rounding as it is shown. */

import type { Fact } from "./contract";

export interface Figures {
  /** The years that have spend on services, the earliest first. */
  years: FiguresYear[];
  /** In the order of the map. */
  measures: MeasureFigure[];
  /** Missing where no agreement has a day ahead. */
  ends?: Ends;
}

/** What ends, can be ended or is to be looked at again within a year or has to be decided by then, the soonest first. */
export interface Ends {
  /** The year of the money under it, and the same with its basis. */
  year: string;
  label: string;
  /** So many months before an end a decision is due. */
  months: number;
  items: EndFigure[];
  /** So many more agreements. */
  more: number;
  /** How many agreements have no date; "" where all do. */
  undated: string;
}

export interface EndFigure {
  id: string;
  name: string;
  /** By when to decide, "30 September 2026"; "" where it covers no service. */
  decide: string;
  /** Whether that is past. */
  late: boolean;
  /** "ends on 31 March 2027", the day to decide about first. */
  turns: string[];
  /** Cash under it, and its sum; "" where none is mapped. */
  cash: string;
  sum: string;
  /** The services under it, and the outcomes that those should make better. */
  services: string[];
  outcomes: string[];
}

export interface FiguresYear {
  /** "2025-26"; "" for what is not dated. */
  year: string;
  basis: string;
  /** All cash spend on services, "£64.6m", and how many payments that is made of. */
  total: string;
  payments: number;
  /** Prevention tiers: their words, how much of the bar in thousandths, share in words, and their sum. */
  tiers: [tier: string, words: string, drawn: number, share: string, sum: string][];
  matrix: Matrix;
  /** Why it is not said whose money services rest on; "" where it is. */
  too_many: string;
  /** The largest services. */
  rests: ServiceFigure[];
}

/** Who benefits, down the side, of what who pays, across the top. */
export interface Matrix {
  payers: [id: string, sum: string][];
  /** Who answers for the outcomes ("" where that is nobody), in words, and for each payer its sum ("" for none) and how dark it is, 1 to 4. */
  rows: [id: string, words: string, cells: [sum: string, step: number][]][];
  /** So many more payers and beneficiaries. */
  more: number;
  /** What cannot be said as something is withheld; "" for nothing. */
  unsaid: string;
}

export interface ServiceFigure {
  id: string;
  name: string;
  funders: FunderFigure[];
  /** So many more funders. */
  more: number;
}

export interface FunderFigure {
  id: string;
  name: string;
  /** What it pays straight, and what passes through it at all, in thousandths of the service's money. */
  drawn: [direct: number, through: number];
  direct: string;
  through: string;
  /** The sum of what it pays straight; "" where that is nothing. */
  sum: string;
  /** Payments on the ways from it to the service, where more passes through it than it pays straight. */
  rows: string[];
  more: number;
}

export interface MeasureFigure {
  id: string;
  name: string;
  /** What it measures; "" where nobody said. */
  of: string;
  unit: string;
  /** better, worse, level, no_clear_way, too_few or not_known. */
  going: string;
  /** The same in words, with whether it is behind, reached or silent. */
  said: string;
  /** "52 on 30 September 2026"; "" where not known. */
  latest: string;
  baseline: string;
  target: string;
  /** Places on a picture of 1000 by 1000; null where there are too few. */
  drawn: { points: [x: number, y: number][]; target: [x: number, y: number] | null } | null;
  /** What was observed: the day, how it is known, the value. */
  rows: [day: string, how: string, value: string][];
}

/** What a finding that is a card has beside it. */
export interface Card {
  /** What it stands under with others. */
  heading: string;
  /** What is said first, such as what often looks like it with nothing the matter. */
  told: [title: string, text: string][];
  /** What its figures are held against: each with its days and source. */
  compared: Fact[];
  /** The rule, and where it comes from. */
  rule: [title: string, text: string][];
}
