/** Where things stand in the overview: organisations in the places found for them folded, with room made for open ones. */

import type { Point, Rect } from "../geometry";
import { withInside } from "../folding";
import type { Scene } from "./scene";

/** Where organisations stand with all boxes closed: in Python's places, or where somebody put them. */
export function foldedPlaces({ model, movedFolded }: Scene): ReadonlyMap<string, Point> {
  return new Map(model.data.overview?.places.map(([id, x, y]) => [id, movedFolded.get(id) ?? { x, y }]));
}

/**
 * Put every outermost thing of a scene in its place of the overview, and all that stands nowhere there away.
 *
 * An open box needs more ground than it has: what stands to the right of its middle moves right, what stands below it
 * moves down, by what it needs more. So everybody keeps their neighbours and nothing overlaps.
 */
export function makeRoom(scene: Scene): void {
  const { model, places, tabs, closed } = scene;
  const small = new Map<string, Rect>();
  for (const [id, { x, y }] of foldedPlaces(scene)) {
    const place = places.get(id);
    const tab = tabs.get(id);
    if (place) small.set(id, closed.has(id) || !tab ? { ...place, x, y } : { x, y, w: tab.w, h: tab.h });
  }
  const open = [...small].flatMap(([id, before]) => {
    const whole = places.get(id);
    return whole && model.boxes.has(id) && !closed.has(id) ? [{ id, before, right: whole.w - before.w, down: whole.h - before.h }] : [];
  });
  const kept = new Map<string, Rect>();
  for (const [id, { x, y, w, h }] of small) {
    let [left, top] = [x - w / 2, y - h / 2];
    for (const { before, right, down } of open) {
      if (x > before.x) left += right;
      if (y > before.y) top += down;
    }
    const place = places.get(id);
    if (!place) continue;
    const across = left + place.w / 2 - place.x;
    const along = top + place.h / 2 - place.y;
    for (const each of closed.has(id) ? [id] : withInside(model, id)) {
      const rect = places.get(each);
      if (rect) kept.set(each, { ...rect, x: rect.x + across, y: rect.y + along });
      const tab = tabs.get(each);
      if (tab) tabs.set(each, { ...tab, x: tab.x + across, y: tab.y + along });
    }
  }
  places.clear();
  for (const [id, place] of kept) places.set(id, place);
}
