/** Where the links of a scene run, and where their signs stand, as `sysmap/render/drawing/scene.py` finds it. */

import type { Link } from "../contract";
import { isMark } from "../filters";
import { isBundle } from "../folding";
import {
  type Curve,
  contains,
  crossings,
  curveBetween,
  distanceTo,
  encloses,
  frameOf,
  lengthOf,
  overlaps,
  type Point,
  pointAt,
  type Rect,
  roundTrip,
} from "../geometry";
import { boxesAround } from "../model";
import { spreadEnds } from "./ends";
import { Ground } from "./ground";
import { lineRound, ribbonRound } from "./routing";
import type { Scene } from "./scene";

/** Where on its curve a sign stands, the best place first, and how much room it wants. */
const SIGN_PLACES = [0.66, 0.6, 0.72, 0.54, 0.78, 0.48, 0.42, 0.84, 0.36, 0.3, 0.24, 0.18, 0.9, 0.1];
const SIGN_ROOM = 20;
/** How far from the end of its link a sign stands, so that it never covers the arrow. */
const SIGN_END = 23;
/** How much links bend, and how much more each further one between the same two things; ribbons run in a bundle. */
const BENDS = { INFLUENCES: [0.15, 0.1], FUNDS: [0.07, 0.025], other: [0.05, 0.1] } as const;
/** Up to so many links each is led round names and its sign kept clear of others, which takes some milliseconds. */
export const MANY = 600;

/** A link as it runs between two places; it is worked out anew once either is another. */
interface Line {
  from: Rect;
  to: Rect;
  /** What it joins: the places, or the tab of a box that the other end is in. */
  start: Rect;
  end: Rect;
  alone: Curve;
  /** As it is drawn together with others. */
  curve: Curve;
  frame: Rect;
  crossings: readonly number[] | null;
}

export class Lines {
  private readonly known = new Map<string, Line>();
  private drawn: readonly Link[] = [];
  private settled = true;
  /** How many links there are before each between the same two things: of all, once asked for, and of those drawn folded. */
  private turns: ReadonlyMap<string, number> | null = null;
  private foldedTurns: ReadonlyMap<string, number> = new Map();
  private names: Ground | null = null;
  private signs: { links: readonly Link[]; places: Map<string, number> } | null = null;

  constructor(private readonly scene: Pick<Scene, "model" | "places" | "tabs">) {}

  /** Everything stands elsewhere. */
  clear(): void {
    this.known.clear();
    this.moved();
  }

  /** Something stands elsewhere. */
  moved(): void {
    this.names = null;
    this.signs = null;
    this.settled = false;
  }

  /** Draw these together: their ends keep apart. On a large map each runs by itself. */
  draw(links: readonly Link[], folded: boolean): void {
    this.foldedTurns = folded ? turnsOf(links) : new Map();
    for (const { id } of this.drawn) {
      const line = this.known.get(id);
      if (line) lay(line, line.alone);
    }
    this.drawn = links.length > MANY ? [] : links;
    this.signs = null;
    this.settled = false;
  }

  curveOf(link: Link): Curve | null {
    return this.lineOf(link)?.curve ?? null;
  }

  private lineOf(link: Link): Line | null {
    this.settle();
    return this.routed(link);
  }

  /** A link as it runs by itself, or as it was last drawn with others while both its ends are where they were. */
  private routed(link: Link): Line | null {
    const { places, tabs } = this.scene;
    const [from, to] = [places.get(link.from), places.get(link.to)];
    if (!from || !to) return null;
    const known = this.known.get(link.id);
    if (known && known.from === from && known.to === to) return known;
    // A link between a box and something in it starts at the box's name, not at its far edge.
    const start = from !== to && encloses(from, to) ? (tabs.get(link.from) ?? from) : from;
    const end = from !== to && encloses(to, from) ? (tabs.get(link.to) ?? to) : to;
    const alone = link.from === link.to ? roundTrip(from) : this.route(link, start, end);
    const line: Line = { from, to, start, end, alone, curve: alone, frame: frameOf(alone), crossings: null };
    this.known.set(link.id, line);
    return line;
  }

  /** Keep the ends of what is drawn together apart, once anything of it is elsewhere. */
  private settle(): void {
    if (this.settled) return;
    this.settled = true;
    const lines = this.drawn.flatMap((link) => {
      const line = link.from === link.to ? null : this.routed(link);
      return line ? [{ link, line }] : [];
    });
    const curves = spreadEnds(lines.map(({ link, line: { alone, start, end } }) => ({ link, curve: alone, from: start, to: end })));
    for (const [index, { line }] of lines.entries()) lay(line, curves[index] as Curve);
  }

  /** The links of which something may be in sight, wide ribbons first so that narrow ones lie on top. */
  linksIn(sight: Rect, links: readonly Link[]): Link[] {
    const found = links.filter((link) => {
      const frame = this.lineOf(link)?.frame;
      return frame !== undefined && Math.abs(frame.x - sight.x) * 2 <= frame.w + sight.w && Math.abs(frame.y - sight.y) * 2 <= frame.h + sight.h;
    });
    return found.sort((one, other) => (other.money?.width ?? 0) - (one.money?.width ?? 0));
  }

  /** The curve of a link between two rectangles, led round names on a map that is not too large for it. */
  private route(link: Link, from: Rect, to: Rect): Curve {
    const bend = this.bendOf(link);
    if (this.scene.model.data.links.length > MANY) return curveBetween(from, to, bend);
    const clear = (place: Rect) => this.ground().isFree(place);
    return link.money ? ribbonRound(from, to, BENDS.FUNDS[0], bend, clear) : lineRound(from, to, bend, clear);
  }

  /** The ground that names stand on. */
  private ground(): Ground {
    if (this.names) return this.names;
    this.names = new Ground(120);
    for (const element of this.scene.model.data.elements) {
      const place = this.scene.tabs.get(element.id) ?? this.scene.places.get(element.id);
      if (place && !isMark(element)) this.names.take(place);
    }
    return this.names;
  }

  /** Whether no name stands there. */
  isFree(rect: Rect): boolean {
    return this.ground().isFree(rect);
  }

  /** Whether no name stands there, and no box has its edge there. */
  isClear(rect: Rect): boolean {
    if (!this.isFree(rect)) return false;
    return this.scene.model.data.boxes.every(({ id }) => {
      const box = this.scene.places.get(id);
      return !box || encloses(box, rect) || !overlaps(box, rect);
    });
  }

  private bendOf(link: Link): number {
    const [first, further] = BENDS[link.kind === "INFLUENCES" || link.kind === "FUNDS" ? link.kind : "other"];
    return first + further * this.turnOf(link);
  }

  /** Each further link between the same two things bends further. */
  private turnOf(link: Link): number {
    const folded = this.foldedTurns.get(link.id);
    if (folded !== undefined || isBundle(link)) return folded ?? 0;
    this.turns ??= turnsOf(this.scene.model.data.links);
    return this.turns.get(link.id) ?? 0;
  }

  /** Where on its curve a link goes through the edge of an outermost box. */
  crossingsOf(link: Link): readonly number[] {
    const line = this.lineOf(link);
    if (!line) return [];
    if (line.crossings) return line.crossings;
    const found: number[] = [];
    const outer = [link.from, link.to].map((id) => boxesAround(this.scene.model, id).at(-1)?.id ?? id);
    if (outer[0] !== outer[1]) {
      for (const id of outer) {
        const box = this.scene.model.boxes.has(id) && id !== link.from && id !== link.to ? this.scene.places.get(id) : undefined;
        if (box) found.push(...crossings(line.curve, box));
      }
    }
    line.crossings = found;
    return found;
  }

  /** Where on the curve of each link its sign stands: clear of names and of other signs as far as there is room. */
  signsOf(links: readonly Link[]): ReadonlyMap<string, number> {
    if (this.signs?.links === links) return this.signs.places;
    const roomy = links.length <= MANY;
    const names = this.ground();
    const others = new Ground(120);
    const places = new Map<string, number>();
    for (const link of links) {
      const curve = link.kind === "INFLUENCES" ? this.curveOf(link) : null;
      if (!curve || lengthOf(curve) < 30) continue;
      if (!roomy) {
        places.set(link.id, SIGN_PLACES[0] as number);
        continue;
      }
      const room = (t: number): Rect => ({ ...pointAt(curve, t), w: SIGN_ROOM, h: SIGN_ROOM });
      const last = 1 - SIGN_END / lengthOf(curve);
      const wanted = SIGN_PLACES.filter((each) => each <= last);
      const t =
        wanted.find((each) => names.isFree(room(each)) && others.isFree(room(each))) ??
        wanted.find((each) => others.isFree(room(each)) && names.isFree({ ...room(each), w: 8, h: 8 })) ??
        Math.min(0.5, last);
      others.take(room(t));
      places.set(link.id, t);
    }
    this.signs = { links, places };
    return places;
  }

  /** The link under a point, the nearest within reach; null for none. */
  linkAt(point: Point, links: readonly Link[], reach: number): Link | null {
    let best: Link | null = null;
    let nearest = Infinity;
    for (const link of links) {
      const line = this.lineOf(link);
      if (!line) continue;
      const within = Math.max(reach, (link.money?.width ?? 0) / 2);
      if (!contains(line.frame, point, within)) continue;
      const distance = distanceTo(line.curve, point);
      if (distance <= within && distance < nearest) [best, nearest] = [link, distance];
    }
    return best;
  }
}

function lay(line: Line, curve: Curve): void {
  if (line.curve === curve) return;
  line.curve = curve;
  line.frame = frameOf(curve);
  line.crossings = null;
}

/** How many links of its kind there are before each from one thing to the same other. */
function turnsOf(links: readonly Link[]): Map<string, number> {
  const pairs = new Map<string, number>();
  const turns = new Map<string, number>();
  for (const link of links) {
    const pair = `${link.kind} ${link.from.length} ${link.from}${link.to}`;
    const before = pairs.get(pair) ?? 0;
    pairs.set(pair, before + 1);
    turns.set(link.id, before);
  }
  return turns;
}
