/** A canvas over the whole window that is painted anew where that is quick, and moved as it is where it is not. */

import type { Point, Rect } from "../geometry";

/** What part of the map the window shows: the place in its middle, and pixels on screen for one of the map. */
export interface View {
  position: Point;
  scale: number;
}

export interface Size {
  w: number;
  h: number;
}

/** Draws what is in sight, in parts: after each part the page may see to something else. */
export type Painter = (ctx: CanvasRenderingContext2D, view: View, sight: Rect) => Iterator<void>;

/**
 * What takes longer than a frame is painted part by part, so long of each frame, in milliseconds, and that much more than
 * the window on each side.
 */
const FRAME = 14;
const SLICE = 7;
const MARGIN = 0.3;

interface Painted extends View {
  size: Size;
  /** How much more than the window, on each side: whole pixels, so that it looks the same with and without. */
  margin: Size;
}

const NO_MARGIN: Size = { w: 0, h: 0 };

export class Layer {
  readonly canvas = document.createElement("canvas");
  private back: HTMLCanvasElement | null = null;
  private painted: Painted | null = null;
  private job: { parts: Iterator<void>; for: Painted; spent: number } | null = null;
  private stale: "now" | "soon" | false = "now";
  /** What painting all of it took last time, in milliseconds. */
  private cost = 0;

  constructor(
    name: string,
    private readonly paint: Painter,
  ) {
    this.canvas.className = name;
    this.canvas.setAttribute("aria-hidden", "true");
  }

  /** What it shows has changed: paint it anew in the next frame, or part by part in the next ones. */
  refresh(when: "now" | "soon"): void {
    if (this.stale !== "now") this.stale = when;
  }

  /** Show a view; gives whether there is more to paint in the next frame. */
  show(view: View, size: Size): boolean {
    const slow = this.cost > FRAME;
    const { painted } = this;
    const resized = !painted || painted.size.w !== size.w || painted.size.h !== size.h;
    const moved = resized || painted.scale !== view.scale || painted.position.x !== view.position.x || painted.position.y !== view.position.y;
    if (resized || this.stale === "now" || (!slow && (moved || this.stale))) this.paintNow(view, size);
    else if (moved || this.stale || this.job) this.paintSome(view, size);
    this.place(view);
    this.canvas.toggleAttribute("data-painting", this.job !== null);
    return this.job !== null;
  }

  private paintNow(view: View, size: Size): void {
    const begun = performance.now();
    const target = { position: view.position, scale: view.scale, size, margin: NO_MARGIN };
    const parts = this.begin(this.canvas, target);
    while (!parts.next().done);
    this.painted = target;
    this.job = null;
    this.stale = false;
    this.cost = performance.now() - begun;
  }

  /** Paint on behind what is seen, until it is done or the time is up. */
  private paintSome(view: View, size: Size): void {
    const begun = performance.now();
    this.back ??= document.createElement("canvas");
    if (!this.job || this.stale) {
      const margin = { w: Math.round(size.w * MARGIN), h: Math.round(size.h * MARGIN) };
      const target = { position: view.position, scale: view.scale, size, margin };
      this.job = { parts: this.begin(this.back, target), for: target, spent: 0 };
      this.stale = false;
    }
    const { job } = this;
    let done = false;
    // What was drawn is only written down until somebody asks for it: asking for one dot makes the time count.
    const drawn = this.back.getContext("2d", { willReadFrequently: true });
    while (!done && performance.now() - begun < SLICE) {
      done = job.parts.next().done === true;
      drawn?.getImageData(0, 0, 1, 1);
    }
    job.spent += performance.now() - begun;
    if (!done) return;
    const ctx = this.canvas.getContext("2d");
    resize(this.canvas, this.back.width, this.back.height);
    ctx?.setTransform(1, 0, 0, 1, 0, 0);
    ctx?.clearRect(0, 0, this.canvas.width, this.canvas.height);
    ctx?.drawImage(this.back, 0, 0);
    this.painted = job.for;
    this.cost = job.spent;
    const { position, scale } = job.for;
    this.job = null;
    if (position.x !== view.position.x || position.y !== view.position.y || scale !== view.scale) this.stale = "soon";
  }

  private begin(canvas: HTMLCanvasElement, { position, scale, size, margin }: Painted): Iterator<void> {
    const ratio = devicePixelRatio || 1;
    const w = size.w + 2 * margin.w;
    const h = size.h + 2 * margin.h;
    resize(canvas, Math.round(w * ratio), Math.round(h * ratio));
    const ctx = canvas.getContext("2d", canvas === this.back ? { willReadFrequently: true } : undefined);
    if (!ctx) return [][Symbol.iterator]();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    const zoom = ratio * scale;
    ctx.setTransform(zoom, 0, 0, zoom, (ratio * w) / 2 - position.x * zoom, (ratio * h) / 2 - position.y * zoom);
    return this.paint(ctx, { position, scale }, { ...position, w: w / scale, h: h / scale });
  }

  /** Put what is painted where it belongs in a view that may have moved on since. */
  private place(view: View): void {
    const { painted, canvas } = this;
    if (!painted) return;
    const { size, margin } = painted;
    canvas.style.width = `${size.w + 2 * margin.w}px`;
    canvas.style.height = `${size.h + 2 * margin.h}px`;
    const zoom = view.scale / painted.scale;
    const x = (painted.position.x - view.position.x) * view.scale;
    const y = (painted.position.y - view.position.y) * view.scale;
    const left = size.w / 2 + x - (size.w / 2 + margin.w) * zoom;
    const top = size.h / 2 + y - (size.h / 2 + margin.h) * zoom;
    const still = margin.w === 0 && zoom === 1 && x === 0 && y === 0;
    canvas.style.transform = still ? "" : `translate(${left}px, ${top}px) scale(${zoom})`;
  }
}

function resize(canvas: HTMLCanvasElement, w: number, h: number): void {
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}
