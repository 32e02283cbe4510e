/** Curves that are led round the names between their ends, as `sysmap/render/drawing/scene.py` leads them. */

import { contains, type Curve, curveBetween, pointAt, type Rect } from "../geometry";

/** Other ways round what stands between, tried in this order. */
const DETOURS = [2, -1, 3, -2, 5, -4, 7, -6];
/** Ribbons between the same two things go the same way round, so that they stay a bundle: in map units of bend. */
const RIBBON_DETOURS = [0.16, -0.16, 0.28, -0.28, 0.42, -0.42, 0.56, -0.56, 0.8, -0.8, 1.1, -1.1];
const FARTHEST_DETOUR = 190;
const SAMPLES = 14;

/** Whether no name stands at a place. */
type Clear = (place: Rect) => boolean;

/** A line that bends so much where nothing is in its way, and else a multiple of it. */
export function lineRound(from: Rect, to: Rect, bend: number, clear: Clear): Curve {
  return roundNames(from, to, bend, DETOURS.map((times) => bend * times), clear)[0];
}

/** A ribbon of the bundle whose first one bends so much, which as one goes round what is in its way. */
export function ribbonRound(from: Rect, to: Rect, first: number, bend: number, clear: Clear): Curve {
  const way = roundNames(from, to, first, RIBBON_DETOURS, clear)[1];
  return curveBetween(from, to, way + (way < 0 ? -1 : 1) * (bend - first));
}

/** The curve that runs behind the fewest names, and its bend, the first of those that are equal in that. */
function roundNames(from: Rect, to: Rect, plain: number, detours: readonly number[], clear: Clear): [Curve, number] {
  const hidden = (curve: Curve): number => {
    let count = 0;
    for (let step = 1; step < SAMPLES; step++) {
      const point = pointAt(curve, step / SAMPLES);
      if (!contains(from, point) && !contains(to, point) && !clear({ ...point, w: 6, h: 6 })) count += 1;
    }
    return count;
  };
  let best: [Curve, number] = [curveBetween(from, to, plain), plain];
  let least = hidden(best[0]);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  for (const bend of detours) {
    if (least === 0) break;
    if (Math.abs(bend) * length > FARTHEST_DETOUR) continue;
    const curve = curveBetween(from, to, bend);
    const count = hidden(curve);
    if (count < least) [best, least] = [[curve, bend], count];
  }
  return best;
}
