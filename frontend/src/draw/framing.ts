/** What part of the map the window shows: all of it, some things, or one that was out of sight. */

import { around, type Point, pointAt, type Rect } from "../geometry";
import { SIZE } from "./letters";
import { type Drawn, leastOf } from "./look";
import type { Note } from "./note";
import { MANY } from "./lines";
import type { Stage } from "./stage";

/** Free edge of the map. */
export const EDGE = 14;
/** Largest that all of a map, on a wall too, and a part of it, are shown. */
const LARGEST = 1.9;
const LARGEST_FAR = 3.4;
const LARGEST_PART = 1.25;
const LARGEST_PART_FAR = 2.6;
const AROUND = 60;
/** Where on its way a line may be farthest out. */
const ON_THE_WAY = [0.25, 0.4, 0.5, 0.6, 0.75];

/** How much of the map something covers, from the right and from below, in pixels. */
export interface Covered {
  right: number;
  bottom: number;
}

export interface FitHow {
  /** Rather a part at a size that can be read than all of it too small; what is left out is reached by moving the map. */
  readable?: boolean;
}

export class Framing {
  constructor(
    private readonly container: HTMLElement,
    private readonly stage: Stage,
    private readonly note: Note,
    private readonly covered: () => Covered,
    private readonly now: () => Drawn,
  ) {}

  /** Show all of it, or the things of those ids, as large as they go beside what covers the right of the map. */
  fit(ids?: Iterable<string>, { readable = false }: FitHow = {}): void {
    const things = this.frameOf(ids);
    const room = this.room();
    const { far = false } = this.now().look;
    if (!things || room.w <= 0) return;
    const least = leastOf(this.now().look) / SIZE;
    const frame = ids ? things : this.withLines(things, least);
    // Round a part there is ground for the ring of a loop and the start of what leads on.
    const scaleTo = ids ? { w: frame.w + 2 * AROUND, h: frame.h + 2 * AROUND, most: far ? LARGEST_PART_FAR : LARGEST_PART } : { ...frame, most: far ? LARGEST_FAR : LARGEST };
    const scale = Math.min(room.w / scaleTo.w, room.h / scaleTo.h, scaleTo.most);
    const part = readable && scale < least;
    // What is out of sight is a press away.
    this.container.classList.toggle("partly", part);
    if (part) this.begin(frame, least);
    else this.centre(frame, Math.max(scale, 0.005));
  }

  /** Show the middle of what is too large for the window, or its left or upper end where a panel lies over the other. */
  private begin(frame: Rect, scale: number): void {
    const room = this.room();
    const { right, bottom } = this.covered();
    const across = (Math.max(0, frame.w - room.w / scale)) / 2;
    const along = (Math.max(0, frame.h - room.h / scale)) / 2;
    this.centre({ x: frame.x - (right > 0 ? across : 0), y: frame.y - (bottom > 0 ? along : 0) }, scale);
  }

  /** What all that is shown takes on the map, or the things of those ids, or what stands for them. */
  private frameOf(ids?: Iterable<string>): Rect | null {
    const { scene, look } = this.now();
    const wanted = ids ? new Set([...ids].map((id) => scene.standIn(id))) : look.shown.elements;
    return around([...wanted].flatMap((id) => scene.standsOut(id, wanted, look.shown) ?? []));
  }

  /** The same with lines that swing out beyond all things, as long as letters can still be read. */
  private withLines(things: Rect, least: number): Rect {
    const { scene, look } = this.now();
    if (look.shown.links.length > MANY) return things;
    const points = look.shown.links.flatMap((link) => {
      const curve = scene.lines.curveOf(link);
      const half = (link.money?.width ?? 0) + 4;
      return curve ? ON_THE_WAY.map((t) => ({ ...pointAt(curve, t), w: half, h: half })) : [];
    });
    const wide = around([things, ...points]) ?? things;
    const room = this.room();
    return Math.min(room.w / wide.w, room.h / wide.h) < least ? things : wide;
  }

  /** The part of the window that nothing covers, in pixels of the screen, by its centre. */
  private room(): Rect {
    const { clientWidth, clientHeight } = this.container;
    const covered = this.covered();
    const right = clientWidth - covered.right;
    const bottom = clientHeight - covered.bottom;
    const top = this.note.element.offsetHeight;
    return { x: right / 2, y: (top + bottom) / 2, w: right - 2 * EDGE, h: bottom - top - 2 * EDGE };
  }

  private centre({ x, y }: Point, scale: number): void {
    const room = this.room();
    const { clientWidth, clientHeight } = this.container;
    const position = { x: x + (clientWidth / 2 - room.x) / scale, y: y + (clientHeight / 2 - room.y) / scale };
    this.stage.moveTo(position, scale);
  }

  /** Zoom about the middle. */
  zoom(factor: number): void {
    this.stage.zoom(factor);
  }

  /** Move the view by so many pixels of the screen. */
  pan(right: number, down: number): void {
    const { position, scale } = this.stage;
    this.stage.moveTo({ x: position.x + right / scale, y: position.y + down / scale });
  }

  /** Bring a place into sight if it is out of it or covered; how large things are stays as it is. */
  reveal(place: Rect): void {
    const { scale } = this.stage;
    const { x, y } = this.stage.toWindow(place);
    const room = this.room();
    const half = { x: (Math.min(place.w, 200) * scale) / 2, y: (Math.min(place.h, 120) * scale) / 2 };
    const inside = Math.abs(x - room.x) <= room.w / 2 - half.x && Math.abs(y - room.y) <= room.h / 2 - half.y;
    if (!inside) this.centre(place, scale);
  }
}
