/** Where everything is now: Python's places, what people dragged since, and the curves between them. */

import type { Link } from "../contract";
import {
  around,
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
import { isMark, type Shown } from "../filters";
import { closedBoxes, foldLinks, foldShown, type Folding, isBundle, standIns, UNFOLDED, withInside } from "../folding";
import { boxesAround, type Model, placeOf } from "../model";
import { Ground } from "./ground";
import { foldedPlaces, makeRoom } from "./overview";
import { lineRound, ribbonRound } from "./routing";
import { MARK_ROOM, markOf, TARGET, tabOf } from "./tabs";

/** How far a box keeps its edge from what was dragged towards it. */
const PAD = 12;
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
  curve: Curve;
  frame: Rect;
  crossings: readonly number[] | null;
}

export class Scene {
  readonly places = new Map<string, Rect>();
  readonly tabs = new Map<string, Rect>();
  readonly moved = new Map<string, Point>();
  /** Where people put organisations in the overview, whose places are not those of the map. */
  readonly movedFolded = new Map<string, Point>();
  /** How many boxes stand around an element. */
  readonly depths = new Map<string, number>();
  /** Where boxes are by themselves, before they grow to hold what was dragged. */
  private readonly own = new Map<string, Rect>();
  private readonly lines = new Map<string, Line>();
  /** How many links there are before each between the same two things: of all, once asked for, and of those drawn folded. */
  private turns: ReadonlyMap<string, number> | null = null;
  private foldedTurns: ReadonlyMap<string, number> = new Map();
  private folding: Folding = UNFOLDED;
  /** Boxes that are closed and seen, and for all that is in them the closed box that stands for it. */
  closed: ReadonlySet<string> = new Set();
  private inside: ReadonlyMap<string, string> = new Map();
  private names: Ground | null = null;
  private signs: { links: readonly Link[]; places: Map<string, number> } | null = null;

  constructor(readonly model: Model) {
    for (const { id } of [...model.data.boxes, ...model.data.elements]) {
      this.depths.set(id, boxesAround(model, id).length);
    }
    this.reset();
  }

  /** Everything back to where Python put it. */
  reset(): void {
    this.moved.clear();
    this.movedFolded.clear();
    this.arrange();
  }

  /** Close and open boxes; what people dragged stays where they put it. */
  setFolding(folding: Folding): void {
    if (folding === this.folding) return;
    this.folding = folding;
    const closed = closedBoxes(this.model, folding);
    this.inside = standIns(this.model, closed);
    this.closed = new Set([...closed].filter((id) => !this.inside.has(id)));
    this.arrange();
  }

  /** Whether organisations stand in places of their own. */
  get isOverview(): boolean {
    return this.folding.overview && this.model.data.overview !== undefined;
  }

  /** What is shown, with closed boxes for what is in them and combined links for theirs. */
  fold(shown: Shown): Shown {
    const folded = foldShown(this.model, shown, this.inside);
    this.foldedTurns = this.inside.size > 0 ? turnsOf(folded.links) : new Map();
    if (!this.isOverview) return folded;
    const elements = new Set([...folded.elements].filter((id) => this.places.has(id)));
    return { elements, links: folded.links.filter(({ from, to }) => elements.has(from) && elements.has(to)) };
  }

  /** What stands for a thing: itself, or the closed box that it is in. */
  standIn(id: string): string {
    return this.inside.get(id) ?? id;
  }

  foldLinks(links: readonly Link[]): readonly Link[] {
    return this.inside.size === 0 ? links : foldLinks(this.model, links, this.inside);
  }

  private arrange(): void {
    const moved = new Map(this.moved);
    this.placeAll();
    if (!this.isOverview) this.moveAll(moved);
    for (const id of this.closed) this.close(id);
    if (this.isOverview) makeRoom(this);
  }

  /** Make a box as small as its name; it stays where its name was. */
  private close(id: string): void {
    const [place, tab] = [this.places.get(id), this.tabs.get(id)];
    if (!place || !tab) return;
    const w = tab.w + MARK_ROOM;
    this.places.set(id, { x: place.x - (place.w - w) / 2, y: place.y - (place.h - tab.h) / 2, w, h: tab.h });
    this.tabs.delete(id);
  }

  private placeAll(): void {
    this.places.clear();
    this.tabs.clear();
    this.own.clear();
    for (const { id, x, y, w, h } of this.model.data.boxes) {
      this.places.set(id, { x, y, w, h });
      this.own.set(id, { x, y, w, h });
    }
    for (const element of this.model.data.elements) {
      const place = placeOf(this.model, element.id);
      if (!place) continue;
      if (!this.model.boxes.has(element.id)) this.places.set(element.id, { ...place });
      else this.tabs.set(element.id, tabOf(element, place));
    }
    this.lines.clear();
    this.names = null;
    this.signs = null;
  }

  /** Where a thing is by itself: a box before it grew, which is how Python puts it where people put it. */
  ownPlace(id: string): Rect | undefined {
    return (this.isOverview ? undefined : this.own.get(id)) ?? this.places.get(id);
  }

  /** Where everything stands by itself, small marks only where somebody put them. */
  standing(): Map<string, Point> {
    const placed = this.model.data.elements.flatMap((element): [string, Point][] => {
      const place = isMark(element) ? this.moved.get(element.id) : this.ownPlace(element.id);
      return place ? [[element.id, { x: place.x, y: place.y }]] : [];
    });
    return new Map(placed);
  }

  /** Put one thing somewhere else, a box with all that is in it. The boxes around it grow where they must. */
  move(id: string, to: Point): void {
    const own = this.ownPlace(id);
    if (!own) return;
    const [right, down] = [to.x - own.x, to.y - own.y];
    this.names = null;
    this.signs = null;
    if (this.isOverview) {
      const from = foldedPlaces(this).get(id);
      if (from) this.movedFolded.set(id, { x: from.x + right, y: from.y + down });
      makeRoom(this);
      return;
    }
    for (const each of withInside(this.model, id)) {
      for (const map of [this.places, this.tabs, this.own]) {
        const rect = map.get(each);
        if (rect) map.set(each, { ...rect, x: rect.x + right, y: rect.y + down });
      }
      const moved = this.moved.get(each);
      if (moved) this.moved.set(each, { x: moved.x + right, y: moved.y + down });
    }
    this.moved.set(id, { x: to.x, y: to.y });
    for (const box of boxesAround(this.model, id)) this.grow(box.id);
  }

  /** Whether a thing can be put elsewhere: in the overview only what stands there by itself. */
  canMove(id: string): boolean {
    return this.places.has(id) && (!this.isOverview || foldedPlaces(this).has(id));
  }

  /** Put things where they were put on another scene of the same view. */
  takeOver({ moved, movedFolded }: Scene): void {
    this.moveAll(moved);
    for (const [id, to] of movedFolded) this.movedFolded.set(id, to);
  }

  /** Put things where they were put: boxes first, then what was moved inside them. */
  moveAll(moved: ReadonlyMap<string, Point>): void {
    const depth = (id: string): number => this.depths.get(id) ?? 0;
    for (const [id, to] of [...moved].sort(([one], [other]) => depth(one) - depth(other))) this.move(id, to);
  }

  private grow(boxId: string): void {
    const own = this.own.get(boxId);
    const inner = (this.model.inside.get(boxId) ?? []).flatMap((each) => this.places.get(each) ?? []);
    const held = inner.map((each) => ({ ...each, w: each.w + 2 * PAD, h: each.h + 2 * PAD }));
    const grown = around([...(own ? [own] : []), ...held]);
    if (!grown) return;
    this.places.set(boxId, grown);
    const tab = this.tabs.get(boxId);
    if (tab) this.tabs.set(boxId, { ...tab, x: grown.x - (grown.w - tab.w) / 2, y: grown.y - (grown.h - tab.h) / 2 });
  }

  curveOf(link: Link): Curve | null {
    return this.lineOf(link)?.curve ?? null;
  }

  private lineOf(link: Link): Line | null {
    let from = this.places.get(link.from);
    let to = this.places.get(link.to);
    if (!from || !to) return null;
    const known = this.lines.get(link.id);
    if (known && known.from === from && known.to === to) return known;
    const line: Line = { from, to, curve: roundTrip(from), frame: from, crossings: null };
    if (link.from !== link.to) {
      // A link between a box and something in it starts at the box's name, not at its far edge.
      if (encloses(from, to)) from = this.tabs.get(link.from) ?? from;
      else if (encloses(to, from)) to = this.tabs.get(link.to) ?? to;
      line.curve = this.route(link, from, to);
    }
    line.frame = frameOf(line.curve);
    this.lines.set(link.id, line);
    return line;
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
    if (this.model.data.links.length > MANY) return curveBetween(from, to, bend);
    const clear = (place: Rect) => this.ground().isFree(place);
    return link.money ? ribbonRound(from, to, BENDS.FUNDS[0], bend, clear) : lineRound(from, to, bend, clear);
  }

  /** The ground that names stand on. */
  private ground(): Ground {
    if (this.names) return this.names;
    this.names = new Ground(120);
    for (const element of this.model.data.elements) {
      const place = this.tabs.get(element.id) ?? this.places.get(element.id);
      if (place && !isMark(element)) this.names.take(place);
    }
    return this.names;
  }

  /** Whether no name stands there, and no box has its edge there. */
  isClear(rect: Rect): boolean {
    if (!this.ground().isFree(rect)) return false;
    return this.model.data.boxes.every(({ id }) => {
      const box = this.places.get(id);
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
    this.turns ??= turnsOf(this.model.data.links);
    return this.turns.get(link.id) ?? 0;
  }

  /** Where on its curve a link goes through the edge of an outermost box. */
  crossingsOf(link: Link): readonly number[] {
    const line = this.lineOf(link);
    if (!line) return [];
    if (line.crossings) return line.crossings;
    const found: number[] = [];
    const outer = [link.from, link.to].map((id) => boxesAround(this.model, id).at(-1)?.id ?? id);
    if (outer[0] !== outer[1]) {
      for (const id of outer) {
        const box = this.model.boxes.has(id) && id !== link.from && id !== link.to ? this.places.get(id) : undefined;
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

  /** What a hand at a point takes hold of: a thing, or a box by the tab with its name. Elsewhere a box is ground. */
  handleAt(point: Point, shown: ReadonlySet<string>): string | null {
    const thing = this.thingAt(point, shown);
    const tab = thing === null ? undefined : this.tabs.get(thing);
    return thing === null || !this.canMove(thing) || (tab && !contains(tab, point)) ? null : thing;
  }

  /** The box whose mark is under a point, or near enough for a finger; null for none. */
  markAt(point: Point, shown: ReadonlySet<string>, scale: number): string | null {
    let found: string | null = null;
    let nearest = Infinity;
    for (const id of this.model.boxes.keys()) {
      const place = shown.has(id) ? this.places.get(id) : undefined;
      const mark = place && markOf(place, this.tabs.get(id));
      if (!mark || !contains(mark, point, Math.max(3, (TARGET / scale - mark.w) / 2))) continue;
      const far = Math.hypot(mark.x - point.x, mark.y - point.y);
      if (far < nearest) [found, nearest] = [id, far];
    }
    return found;
  }

  /** The thing under a point: what stands in a box before the box, inner boxes before outer ones. */
  thingAt(point: Point, shown: ReadonlySet<string>): string | null {
    let found: string | null = null;
    let smallest = Infinity;
    for (const [id, place] of this.places) {
      if (!shown.has(id) || !contains(place, point)) continue;
      const area = place.w * place.h;
      if (area < smallest) [found, smallest] = [id, area];
    }
    return found;
  }
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
