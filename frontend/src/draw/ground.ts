/** Which ground is written on, in a grid, so that ten thousand names are placed as they are drawn. */

import type { Rect } from "../geometry";

export class Ground {
  private readonly cells = new Map<string, Rect[]>();

  constructor(private readonly cell: number) {}

  /** Whether nothing that was taken touches the rectangle. */
  isFree(rect: Rect): boolean {
    for (const key of this.keys(rect)) {
      for (const other of this.cells.get(key) ?? []) {
        if (
          Math.abs(other.x - rect.x) * 2 < other.w + rect.w &&
          Math.abs(other.y - rect.y) * 2 < other.h + rect.h
        ) {
          return false;
        }
      }
    }
    return true;
  }

  take(rect: Rect): void {
    for (const key of this.keys(rect)) {
      const list = this.cells.get(key);
      if (list) list.push(rect);
      else this.cells.set(key, [rect]);
    }
  }

  private *keys({ x, y, w, h }: Rect): Generator<string> {
    for (let i = Math.floor((x - w / 2) / this.cell); i <= Math.floor((x + w / 2) / this.cell); i++) {
      for (let j = Math.floor((y - h / 2) / this.cell); j <= Math.floor((y + h / 2) / this.cell); j++) {
        yield `${i},${j}`;
      }
    }
  }
}
