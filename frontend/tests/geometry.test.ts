import { describe, expect, it } from "vitest";
import {
  angleAt,
  around,
  contains,
  crossings,
  curveBetween,
  distanceTo,
  encloses,
  leaves,
  lengthOf,
  pointAt,
  slice,
} from "../src/geometry";

const curve = { a: { x: 0, y: 0 }, c: { x: 50, y: 80 }, b: { x: 100, y: 0 } };

describe("curves", () => {
  it("begin and end at their ends and reach half way to their bend", () => {
    expect(pointAt(curve, 0)).toEqual(curve.a);
    expect(pointAt(curve, 1)).toEqual(curve.b);
    expect(pointAt(curve, 0.5)).toEqual({ x: 50, y: 40 });
  });

  it("are cut without leaving their course", () => {
    const part = slice(curve, 0.2, 0.7);
    for (const t of [0, 0.25, 0.5, 1]) {
      const there = pointAt(curve, 0.2 + t * 0.5);
      expect(pointAt(part, t).x).toBeCloseTo(there.x, 9);
      expect(pointAt(part, t).y).toBeCloseTo(there.y, 9);
    }
  });

  it("know their direction, even where they are a point", () => {
    expect(angleAt(curve, 0.5)).toBeCloseTo(0);
    expect(angleAt(curve, 0)).toBeCloseTo(Math.atan2(80, 50));
    expect(angleAt({ a: { x: 1, y: 1 }, c: { x: 1, y: 1 }, b: { x: 1, y: 1 } }, 0)).toBe(0);
  });

  it("measure about as long as many short steps along them", () => {
    let steps = 0;
    for (let i = 0; i < 1000; i++) {
      const [p, q] = [pointAt(curve, i / 1000), pointAt(curve, (i + 1) / 1000)];
      steps += Math.hypot(p.x - q.x, p.y - q.y);
    }
    expect(lengthOf(curve)).toBeGreaterThan(steps * 0.95);
    expect(lengthOf(curve)).toBeLessThan(steps * 1.05);
  });

  it("are found by a point near them", () => {
    expect(distanceTo(curve, { x: 50, y: 40 })).toBeLessThan(0.5);
    expect(distanceTo(curve, { x: 50, y: 50 })).toBeCloseTo(10, 0);
    expect(distanceTo(curve, { x: -30, y: -40 })).toBeCloseTo(50, 6);
  });

  it("cross the edge of a box where they cross it", () => {
    const box = { x: 0, y: 20, w: 100, h: 100 };
    const [t, ...rest] = crossings(curve, box);
    expect(rest).toEqual([]);
    expect(pointAt(curve, t as number).x).toBeCloseTo(50, 1);
    expect(crossings(curve, { x: 500, y: 500, w: 10, h: 10 })).toEqual([]);
  });
});

describe("links between rectangles", () => {
  const left = { x: 0, y: 0, w: 100, h: 40 };
  const right = { x: 300, y: 0, w: 100, h: 40 };

  it("run from edge to edge", () => {
    const made = curveBetween(left, right, 0.15);
    expect(contains(left, made.a, 3.01)).toBe(true);
    expect(contains(left, made.a, -0.01)).toBe(false);
    expect(contains(right, made.b, 3.01)).toBe(true);
  });

  it("keep both ways apart", () => {
    const there = pointAt(curveBetween(left, right, 0.15), 0.5);
    const back = pointAt(curveBetween(right, left, 0.15), 0.5);
    expect(Math.abs(there.y - back.y)).toBeGreaterThan(10);
  });

  it("are finite even between two things in one place", () => {
    for (const point of Object.values(curveBetween(left, left, 0.15))) {
      expect(Number.isFinite(point.x) && Number.isFinite(point.y)).toBe(true);
    }
  });

  it("leave a rectangle at its edge in every direction", () => {
    for (let degrees = 0; degrees < 360; degrees += 15) {
      const angle = (degrees * Math.PI) / 180;
      const { x, y } = leaves(left, { x: Math.cos(angle) * 1000, y: Math.sin(angle) * 1000 });
      expect(Math.max(Math.abs(x) / 50, Math.abs(y) / 20)).toBeCloseTo(1, 9);
    }
  });
});

describe("rectangles", () => {
  it("are enclosed only when wholly inside", () => {
    const outer = { x: 0, y: 0, w: 100, h: 100 };
    expect(encloses(outer, { x: 10, y: 10, w: 20, h: 20 })).toBe(true);
    expect(encloses(outer, { x: 45, y: 0, w: 20, h: 20 })).toBe(false);
  });

  it("have a smallest rectangle around them, and none has none", () => {
    expect(around([{ x: 0, y: 0, w: 10, h: 10 }, { x: 20, y: 5, w: 10, h: 20 }])).toEqual({ x: 10, y: 5, w: 30, h: 20 });
    expect(around([])).toBeNull();
  });
});
