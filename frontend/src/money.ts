/** Money that several links carry, added up only where it may be. Exact: in whole parts of a penny. Pure. */

import type { Link } from "./contract";

type Money = NonNullable<Link["money"]>;

interface Sum {
  /** The figure in units of which there are 10,000 to the pound. */
  parts: number;
  /** What must be the same to be added: currency, year and basis, as words. */
  like: string;
  currency: string;
  rest: string;
}

/** "£64,612,345.10 in 2025-26, actual", and "9,600,000 EUR in …"; a band or "not known" is no figure. */
const FIGURE = /^(-?)(£?)(\d[\d,]*)(?:\.(\d{1,4}))?(?: ([A-Z]{3}))?( in .*)$/;
const WHOLE = 10_000;
const NOT_KNOWN = "not known";
/** Beyond it numbers are not exact. */
const MOST = Number.MAX_SAFE_INTEGER;

/** The figure of a flow with what it may be added to; null where its figure, year or basis is not known. */
export function sumOf({ exact }: Money): Sum | null {
  const found = FIGURE.exec(exact);
  if (!found || exact.includes(NOT_KNOWN)) return null;
  const [, sign, pound, whole = "", pence = "", code = "", rest = ""] = found;
  const parts = Number(whole.replaceAll(",", "")) * WHOLE + Number(pence.padEnd(4, "0"));
  if (!(parts <= MOST) || (pound === "£") === (code !== "")) return null;
  return { parts: sign ? -parts : parts, like: `${pound}${code}${rest}`, currency: code, rest };
}

/** Flows as one: its sum where all are alike, else no figure. */
export function addUp(flows: readonly Money[]): Money {
  const sums = flows.map(sumOf);
  const [first] = sums;
  const sort = flows.every((flow) => flow.sort === flows[0]?.sort) ? (flows[0]?.sort ?? "cash") : "cash";
  // The ink of ribbons adds up as amounts do.
  const width = Math.min(WIDEST, NARROW + Math.hypot(...flows.map((flow) => flow.width - NARROW)));
  const total = sums.reduce((sum, each) => sum + (each?.parts ?? NaN), 0);
  if (!first || !(Math.abs(total) <= MOST) || sums.some((each) => each?.like !== first.like)) {
    return { text: "", exact: `${flows.length} flows, not added up`, width, sort };
  }
  return { text: signed(rounded(Math.abs(total)), total, first), exact: signed(exactly(Math.abs(total)), total, first) + first.rest, width, sort };
}

/** The currency of a figure, "" for pounds and for one that is not known. */
export function currencyOf({ exact }: Money): string {
  return / ([A-Z]{3}) in /.exec(exact)?.[1] ?? "";
}

const NARROW = 1.5;
const WIDEST = 40;

function signed(text: string, total: number, { currency }: Sum): string {
  const sign = total < 0 ? "-" : "";
  return currency ? `${sign}${text} ${currency}` : `${sign}£${text}`;
}

function exactly(parts: number): string {
  const whole = Math.floor(parts / WHOLE).toLocaleString("en-GB");
  const pence = String(parts % WHOLE).padStart(4, "0").replace(/0{1,2}$/, "");
  return parts % WHOLE === 0 ? whole : `${whole}.${pence}`;
}

/** As Python rounds for reading (sysmap/model/money.py): 64.6m, 770k, 940. */
function rounded(parts: number): string {
  const sizes: [number, number, string][] = [
    [999.95e6, 1e9, "bn"],
    [999_500, 1e6, "m"],
    [1000, 1000, "k"],
  ];
  for (const [limit, unit, suffix] of sizes) {
    if (parts < limit * WHOLE) continue;
    const places = suffix !== "k" || parts < 10_000 * WHOLE ? 10 : 1;
    const figure = Math.floor(parts / ((unit * WHOLE) / places) + 0.5) / places;
    return figure.toLocaleString("en-GB", { maximumFractionDigits: 1 }) + suffix;
  }
  return Math.floor(parts / WHOLE + 0.5).toLocaleString("en-GB");
}
