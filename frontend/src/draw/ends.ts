/**
 * Ends of links kept apart along the edge of a thing, as `sysmap/render/drawing/ends.py` keeps them. Pure.
 *
 * Each line aims at the middle of what it joins, so several from one side would end on top of each other, and nobody
 * could follow one to its end or see which arrow is whose.
 */

import type { Link } from "../contract";
import { type Curve, GAP, type Point, type Rect } from "../geometry";

/** Room that an end wants on each side of it: the head of an influence, any other end, and beside a ribbon. */
const ARROW = 7;
const PLAIN = 4;
const RIBBON_HEAD = 5;
const RIBBON_FOOT = 1;

/** A link as it runs before its ends are kept apart: its curve, and the things or tabs that it joins. */
export interface Run {
  link: Pick<Link, "kind" | "money">;
  curve: Curve;
  from: Rect;
  to: Rect;
}

interface End {
  run: number;
  arrives: boolean;
  wanted: number;
  room: number;
}

/**
 * The curves with their ends apart, in the order of the runs; those that nothing crowds stay as they are.
 *
 * Ends on one side of a thing keep their order. Of all ways to give each the room that it wants, theirs moves them least,
 * in the sum of squares; a side too short for all is shared out.
 */
export function spreadEnds(runs: readonly Run[]): Curve[] {
  const sides = new Map<Rect, Map<string, End[]>>();
  for (const [run, { link, curve, from, to }] of runs.entries()) {
    for (const [arrives, rect, at] of [[false, from, curve.a], [true, to, curve.b]] as const) {
      const side = sideOf(rect, at);
      const ends = sides.get(rect) ?? new Map<string, End[]>();
      sides.set(rect, ends);
      const end = { run, arrives, wanted: isUpright(side) ? at.y : at.x, room: roomOf(link, arrives) };
      const known = ends.get(side);
      if (known) known.push(end);
      else ends.set(side, [end]);
    }
  }
  const moved = runs.map(() => ({ a: { x: 0, y: 0 }, b: { x: 0, y: 0 } }));
  for (const [{ x, y, w, h }, each] of sides) {
    for (const [side, ends] of each) {
      const upright = isUpright(side);
      ends.sort((one, other) => one.wanted - other.wanted);
      const [middle, half] = upright ? [y, h / 2] : [x, w / 2];
      for (const [index, place] of keepApart(ends, middle - half, middle + half).entries()) {
        const end = ends[index] as End;
        const by = (moved[end.run] as (typeof moved)[number])[end.arrives ? "b" : "a"];
        by[upright ? "y" : "x"] = place - end.wanted;
      }
    }
  }
  return runs.map(({ curve }, index) => shifted(curve, moved[index] as (typeof moved)[number]));
}

/**
 * Places along a line, each with room on both sides of it, that are as near as can be to those wanted, which are in order.
 *
 * This is an isotonic regression, found by pooling neighbours that are too near (Barlow et al. 1972). Where there is too
 * little room all get the same share of what they want.
 */
export function keepApart(wanted: readonly Pick<End, "wanted" | "room">[], low: number, high: number): number[] {
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (!first || !last || first === last) return wanted.map((each) => each.wanted);
  const share = Math.min(1, (high - low) / (2 * wanted.reduce((sum, { room }) => sum + room, 0)));
  const offsets: number[] = [];
  for (const [index, { room }] of wanted.entries()) {
    const before = wanted[index - 1];
    offsets.push(before ? (offsets[index - 1] as number) + (before.room + room) * share : 0);
  }
  const pools: { total: number; count: number }[] = [];
  for (const [index, { wanted: place }] of wanted.entries()) {
    let [total, count] = [place - (offsets[index] as number), 1];
    for (let before = pools.at(-1); before && before.total * count >= total * before.count; before = pools.at(-1)) {
      pools.pop();
      total += before.total;
      count += before.count;
    }
    pools.push({ total, count });
  }
  // One that stands at a corner by itself stays there.
  const least = Math.min(low + first.room * share, first.wanted);
  const most = Math.max(high - last.room * share, last.wanted) - (offsets.at(-1) as number);
  const level = pools.flatMap(({ total, count }) => Array<number>(count).fill(Math.min(Math.max(total / count, least), most)));
  return level.map((at, index) => at + (offsets[index] as number));
}

function roomOf({ kind, money }: Run["link"], arrives: boolean): number {
  if (money) return money.width / 2 + (arrives ? RIBBON_HEAD : RIBBON_FOOT);
  return arrives && kind === "INFLUENCES" ? ARROW : PLAIN;
}

function sideOf({ x, y, w, h }: Rect, at: Point): "left" | "right" | "top" | "bottom" {
  const [right, down] = [(at.x - x) / (w / 2 + GAP), (at.y - y) / (h / 2 + GAP)];
  if (Math.abs(right) > Math.abs(down)) return right > 0 ? "right" : "left";
  return down > 0 ? "bottom" : "top";
}

function isUpright(side: string): boolean {
  return side === "left" || side === "right";
}

/** Move the two ends, and what it bends towards by half of both, so that it keeps its form. */
function shifted(curve: Curve, { a, b }: Pick<Curve, "a" | "b">): Curve {
  if (!(a.x || a.y || b.x || b.y)) return curve;
  return {
    a: { x: curve.a.x + a.x, y: curve.a.y + a.y },
    c: { x: curve.c.x + (a.x + b.x) / 2, y: curve.c.y + (a.y + b.y) / 2 },
    b: { x: curve.b.x + b.x, y: curve.b.y + b.y },
  };
}
