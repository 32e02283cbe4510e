/** The window on the map: where it looks, how near, and the layers that are painted for it, once a frame. */

import type { Point } from "../geometry";
import type { Layer, Size, View } from "./layer";

/** How long a picture that nobody sees waits to be painted, in milliseconds: until what they do see is there. */
const LATER = 200;

const LEAST_SCALE = 0.003;
const MOST_SCALE = 12;

export class Stage implements View {
  position: Point = { x: 0, y: 0 };
  scale = 1;
  size: Size;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private covered = false;
  /** Told of every frame shown: what lies over the map moves with it. */
  shown: () => void = () => undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly layers: readonly Layer[],
  ) {
    container.append(...layers.map((layer) => layer.canvas));
    this.size = { w: container.clientWidth, h: container.clientHeight };
    new ResizeObserver(() => this.measure()).observe(container);
  }

  /** Learn the size of the window; what was in its middle stays there. */
  measure(): void {
    const { clientWidth: w, clientHeight: h } = this.container;
    if (w === this.size.w && h === this.size.h) return;
    this.size = { w, h };
    this.request();
  }

  moveTo(position: Point, scale = this.scale): void {
    this.position = position;
    this.scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale));
    this.request();
  }

  /** Zoom about a place of the window, which stays where it is; about its middle where none is given. */
  zoom(factor: number, about: Point = { x: this.size.w / 2, y: this.size.h / 2 }): void {
    const fixed = this.toMap(about);
    const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, this.scale * factor));
    const share = this.scale / scale;
    const { x, y } = this.position;
    this.moveTo({ x: fixed.x + (x - fixed.x) * share, y: fixed.y + (y - fixed.y) * share }, scale);
  }

  /** Where a place of the window is on the map, and the other way round. */
  toMap({ x, y }: Point): Point {
    return {
      x: this.position.x + (x - this.size.w / 2) / this.scale,
      y: this.position.y + (y - this.size.h / 2) / this.scale,
    };
  }

  toWindow({ x, y }: Point): Point {
    return {
      x: (x - this.position.x) * this.scale + this.size.w / 2,
      y: (y - this.position.y) * this.scale + this.size.h / 2,
    };
  }

  /** Say whether something lies over all of it, such as the front page. */
  cover(covered: boolean): void {
    if (covered === this.covered) return;
    this.covered = covered;
    if (!covered && this.timer !== undefined) this.request();
  }

  /** Show what has changed with the next frame, or soon where nobody sees it, however many changes there are until then. */
  request(): void {
    if (this.covered) this.timer ??= setTimeout(() => this.show(), LATER);
    else if (this.frame === 0) this.frame = requestAnimationFrame(() => this.show());
  }

  private show(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.frame = 0;
    if (this.size.w === 0 || this.size.h === 0) return;
    const busy = this.layers.map((layer) => layer.show(this, this.size));
    this.shown();
    if (busy.includes(true)) this.request();
  }
}
