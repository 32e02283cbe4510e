/** The tab with the name of a box, and the mark beside it that closes the box or opens it. */

import type { Element } from "../contract";
import type { Rect } from "../geometry";

/** Beside the name of a box: room for the mark that opens it. Python leaves as much. */
export const MARK_ROOM = 30;

/** What is pressed is at least as many pixels wide and high (WCAG 2.5.8). */
export const TARGET = 24;

/** Where the mark that opens a closed box stands, or closes an open one; null where there is no room for it. */
export function markOf(place: Rect, tab: Rect | undefined): Rect | null {
  const size = MARK_ROOM - 8;
  if (tab && place.w < tab.w + MARK_ROOM) return null;
  return { x: place.x + place.w / 2 - MARK_ROOM / 2, y: place.y - place.h / 2 + (tab ? MARK_ROOM : place.h) / 2, w: size, h: size };
}

export function tabOf(element: Element, box: Rect): Rect {
  if (element.x === undefined || element.y === undefined) return { ...box, y: box.y - box.h / 2 + 13, h: 26 };
  return { x: element.x, y: element.y, w: element.w ?? box.w, h: element.h ?? 26 };
}
