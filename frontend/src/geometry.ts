/** Points, rectangles and the curves that links are drawn on. Pure. */

export interface Point {
  x: number;
  y: number;
}

/** A rectangle by its centre. */
export interface Rect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A quadratic curve: from a to b, drawn towards c. */
export interface Curve {
  a: Point;
  c: Point;
  b: Point;
}

export function pointAt({ a, c, b }: Curve, t: number): Point {
  const s = 1 - t;
  return { x: s * s * a.x + 2 * s * t * c.x + t * t * b.x, y: s * s * a.y + 2 * s * t * c.y + t * t * b.y };
}

/** The direction of travel at t, in radians. */
export function angleAt({ a, c, b }: Curve, t: number): number {
  const dx = (1 - t) * (c.x - a.x) + t * (b.x - c.x);
  const dy = (1 - t) * (c.y - a.y) + t * (b.y - c.y);
  return dx === 0 && dy === 0 ? Math.atan2(b.y - a.y, b.x - a.x) : Math.atan2(dy, dx);
}

/** The part of a curve between two places on it. */
export function slice(curve: Curve, from: number, to: number): Curve {
  const { a, c, b } = curve;
  const wa = (1 - from) * (1 - to);
  const wc = from + to - 2 * from * to;
  const wb = from * to;
  return {
    a: pointAt(curve, from),
    c: { x: wa * a.x + wc * c.x + wb * b.x, y: wa * a.y + wc * c.y + wb * b.y },
    b: pointAt(curve, to),
  };
}

export function contains(rect: Rect, point: Point, margin = 0): boolean {
  return (
    Math.abs(point.x - rect.x) <= rect.w / 2 + margin && Math.abs(point.y - rect.y) <= rect.h / 2 + margin
  );
}

/** Whether two places have anything in common. */
export function overlaps(one: Rect, other: Rect): boolean {
  return Math.abs(one.x - other.x) * 2 <= one.w + other.w && Math.abs(one.y - other.y) * 2 <= one.h + other.h;
}

/** Whether the second rectangle lies wholly inside the first. */
export function encloses(outer: Rect, inner: Rect): boolean {
  return (
    Math.abs(inner.x - outer.x) + inner.w / 2 <= outer.w / 2 && Math.abs(inner.y - outer.y) + inner.h / 2 <= outer.h / 2
  );
}

/** The smallest rectangle around all of them; null for none. */
export function around(rects: Iterable<Rect>): Rect | null {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { x, y, w, h } of rects) {
    left = Math.min(left, x - w / 2);
    right = Math.max(right, x + w / 2);
    top = Math.min(top, y - h / 2);
    bottom = Math.max(bottom, y + h / 2);
  }
  if (left > right) return null;
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}

/** Where the straight line from a rectangle's centre towards a point leaves it, a gap further out. */
export function leaves(rect: Rect, towards: Point, gap = 0): Point {
  const dx = towards.x - rect.x;
  const dy = towards.y - rect.y;
  if (dx === 0 && dy === 0) return { x: rect.x, y: rect.y - rect.h / 2 - gap };
  const scale = 1 / Math.max(Math.abs(dx) / (rect.w / 2 + gap), Math.abs(dy) / (rect.h / 2 + gap));
  return { x: rect.x + dx * scale, y: rect.y + dy * scale };
}

/** How far from what they join links end, in map units. */
export const GAP = 3;

/**
 * The curve from one rectangle to another, bent to the left of its way by a share of its length.
 *
 * Both ways between a pair bend to their own left and so stay apart, and links round a loop make one open curve.
 */
export function curveBetween(from: Rect, to: Rect, bend: number, gap = GAP): Curve {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const c = { x: (from.x + to.x) / 2 + dy * bend, y: (from.y + to.y) / 2 - dx * bend };
  const a = leaves(from, c, gap);
  const b = leaves(to, c, gap);
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  // A large box beside a small one: half-way between their middles is still inside, and would draw the curve back.
  if (contains(from, c) || contains(to, c)) {
    return { a, b, c: { x: middle.x + (b.y - a.y) * bend, y: middle.y - (b.x - a.x) * bend } };
  }
  // What is left between the two borders is short: keep the bend in proportion, or the curve doubles back.
  const shown = Math.hypot(b.x - a.x, b.y - a.y);
  const whole = Math.hypot(dx, dy) || 1;
  const share = Math.min(1, shown / whole + 0.15);
  return {
    a,
    b,
    c: {
      x: middle.x + (c.x - middle.x) * share,
      y: middle.y + (c.y - middle.y) * share,
    },
  };
}

const STEPS = 16;

/** How far a point is from a curve, in the same unit. */
export function distanceTo(curve: Curve, point: Point): number {
  let best = Infinity;
  let before = curve.a;
  for (let step = 1; step <= STEPS; step++) {
    const after = pointAt(curve, step / STEPS);
    best = Math.min(best, toSegment(point, before, after));
    before = after;
  }
  return best;
}

function toSegment(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length));
  return Math.hypot(point.x - a.x - t * dx, point.y - a.y - t * dy);
}

/** The places on a curve, from 0 to 1, where it goes into or out of a rectangle. */
export function crossings(curve: Curve, rect: Rect): number[] {
  const found: number[] = [];
  let before = contains(rect, curve.a);
  for (let step = 1; step <= STEPS; step++) {
    const now = contains(rect, pointAt(curve, step / STEPS));
    if (now !== before) found.push(narrow(curve, rect, (step - 1) / STEPS, step / STEPS));
    before = now;
  }
  return found;
}

function narrow(curve: Curve, rect: Rect, low: number, high: number): number {
  const inside = contains(rect, pointAt(curve, low));
  for (let round = 0; round < 8; round++) {
    const middle = (low + high) / 2;
    if (contains(rect, pointAt(curve, middle)) === inside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** About how long a curve is. */
export function lengthOf({ a, c, b }: Curve): number {
  const chord = Math.hypot(b.x - a.x, b.y - a.y);
  const around = Math.hypot(c.x - a.x, c.y - a.y) + Math.hypot(b.x - c.x, b.y - c.y);
  return (2 * chord + around) / 3;
}

/** A link from a thing to itself goes out at the top and comes back at the side. */
export function roundTrip({ x, y, w, h }: Rect): Curve {
  const right = x + w / 2;
  const top = y - h / 2;
  return {
    a: { x: right - Math.min(30, w / 3), y: top },
    c: { x: right + 46, y: top - 46 },
    b: { x: right, y: top + Math.min(20, h / 3) },
  };
}

/** What a curve takes, with the point that it bends towards. */
export function frameOf({ a, c, b }: Curve): Rect {
  const [left, right] = [Math.min(a.x, b.x, c.x), Math.max(a.x, b.x, c.x)];
  const [top, bottom] = [Math.min(a.y, b.y, c.y), Math.max(a.y, b.y, c.y)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
}
