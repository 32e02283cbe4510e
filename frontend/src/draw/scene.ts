/** Where everything is now: Python's places, what people dragged since, and the curves between them. */

import type { Link } from "../contract";
import { around, contains, type Point, type Rect } from "../geometry";
import { isMark, type Shown } from "../filters";
import { closedBoxes, foldLinks, foldShown, type Folding, standIns, UNFOLDED, withInside } from "../folding";
import { boxesAround, type Model, placeOf } from "../model";
import { Lines } from "./lines";
import { foldedPlaces, makeRoom } from "./overview";
import { MARK_ROOM, markOf, TARGET, tabOf } from "./tabs";

/** How far a box keeps its edge from what was dragged towards it. */
const PAD = 12;

export class Scene {
  readonly lines: Lines = new Lines(this);
  readonly places = new Map<string, Rect>();
  readonly tabs = new Map<string, Rect>();
  readonly moved = new Map<string, Point>();
  /** Where people put organisations in the overview, whose places are not those of the map. */
  readonly movedFolded = new Map<string, Point>();
  /** How many boxes stand around an element. */
  readonly depths = new Map<string, number>();
  /** Where boxes are by themselves, before they grow to hold what was dragged. */
  private readonly own = new Map<string, Rect>();
  private folding: Folding = UNFOLDED;
  /** Boxes that are closed and seen, and for all that is in them the closed box that stands for it. */
  closed: ReadonlySet<string> = new Set();
  private inside: ReadonlyMap<string, string> = new Map();

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
    const seen = this.isOverview ? this.standingOnly(folded) : folded;
    this.lines.draw(seen.links, this.inside.size > 0);
    return seen;
  }

  /** The overview has only what stands there. */
  private standingOnly(folded: Shown): Shown {
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
    this.lines.moved();
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

  /** What takes ground of a thing that stands out with others: of a box whose content does not, its name alone. */
  standsOut(id: string, others: ReadonlySet<string>, { elements }: Shown): Rect | undefined {
    const bare = this.model.inside.get(id)?.some((each) => elements.has(each) && this.places.has(each) && !others.has(each));
    return (bare && !this.closed.has(id) ? this.tabs.get(id) : undefined) ?? this.places.get(id);
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
