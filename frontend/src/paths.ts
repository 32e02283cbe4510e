/** All ways from one thing to another along what influences what, the shortest first. Pure. */

import type { Link } from "./contract";

/** So many links a way may have, and so many ways are listed: more is no answer. */
export const LONGEST_WAY = 5;
export const MOST_WAYS = 20;
/** So many steps the search takes at most; on a dense map it stops there and says so. */
const PATIENCE = 20_000;

export interface Ways {
  ways: readonly (readonly Link[])[];
  /** Whether there may be more of them than are listed. */
  more: boolean;
}

/** The ways that pass nothing twice, of up to `LONGEST_WAY` links. */
export function waysBetween(links: readonly Link[], from: string, to: string): Ways {
  const leaving = new Map<string, Link[]>();
  for (const link of links) {
    if (link.kind !== "INFLUENCES" || link.from === link.to) continue;
    const known = leaving.get(link.from);
    if (known) known.push(link);
    else leaving.set(link.from, [link]);
  }
  const ways: Link[][] = [];
  let left = PATIENCE;
  // All ways of one length before any that is longer.
  let edge: Link[][] = [[]];
  for (let length = 1; length <= LONGEST_WAY && edge.length > 0; length++) {
    const next: Link[][] = [];
    for (const way of edge) {
      const at = way.at(-1)?.to ?? from;
      for (const link of leaving.get(at) ?? []) {
        if (--left < 0 || ways.length > MOST_WAYS) return { ways: ways.slice(0, MOST_WAYS), more: true };
        if (link.to === from || way.some((each) => each.to === link.to)) continue;
        if (link.to === to) ways.push([...way, link]);
        else next.push([...way, link]);
      }
    }
    edge = next;
  }
  return { ways: ways.slice(0, MOST_WAYS), more: ways.length > MOST_WAYS };
}

/** Whether more of the first means more of the last, by the signs along a way; unsure where one of them is. */
export function signOf(way: readonly Link[]): "+" | "-" | "?" {
  if (way.some(({ polarity }) => polarity !== "+" && polarity !== "-")) return "?";
  return way.filter(({ polarity }) => polarity === "-").length % 2 === 0 ? "+" : "-";
}

const WAY = "way:";

/** What is chosen while ways between two things are looked at: both ends, and which way, 0 for all. */
export interface Between {
  from: string;
  to: string;
  at: number;
}

export function betweenId({ from, to, at }: Between): string {
  return WAY + [from, to, String(at)].map(encodeURIComponent).join("/");
}

export function betweenOf(pick: string): Between | null {
  if (!pick.startsWith(WAY)) return null;
  try {
    const [from = "", to = "", at = "0"] = pick.slice(WAY.length).split("/").map(decodeURIComponent);
    return { from, to, at: /^\d{1,3}$/.test(at) ? Number(at) : 0 };
  } catch {
    return null;
  }
}
