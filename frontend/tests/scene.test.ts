import { describe, expect, it } from "vitest";
import type { Link } from "../src/contract";
import { middleOf } from "../src/draw/overlay";
import { Scene } from "../src/draw/scene";
import { contains, type Curve, encloses, type Point, pointAt, type Rect } from "../src/geometry";
import { makeModel } from "../src/model";
import { element, link, pageData } from "./fixtures";

const scene = (change = {}): Scene => new Scene(makeModel(pageData(change)));
const byId = (made: Scene, id: string): Link => made.model.links.get(id) as Link;
const place = (made: Scene, id: string): Rect => made.places.get(id) as Rect;

describe("the scene", () => {
  it("moves one thing and nothing else, except that boxes grow to hold it", () => {
    const made = scene();
    const before = structuredClone([...made.places]);
    made.move("home", { x: 700, y: 120 });
    const after = new Map(before);
    for (const [id, rect] of made.places) {
      if (["home", "care", "council"].includes(id)) continue;
      expect(rect).toEqual(after.get(id));
    }
    expect(place(made, "home")).toMatchObject({ x: 700, y: 120 });
    expect(encloses(place(made, "care"), place(made, "home"))).toBe(true);
    expect(encloses(place(made, "council"), place(made, "care"))).toBe(true);
    expect([...made.moved]).toEqual([["home", { x: 700, y: 120 }]]);
    made.reset();
    expect([...made.places]).toEqual(before);
    expect(made.moved.size).toBe(0);
  });

  it("lets links follow what was moved", () => {
    const made = scene();
    const before = made.lines.curveOf(byId(made, "3"));
    made.move("home", { x: 120, y: 320 });
    expect(made.lines.curveOf(byId(made, "3"))).not.toEqual(before);
  });

  it("starts a link between a box and something in it at the name of the box", () => {
    const made = scene();
    const curve = made.lines.curveOf(byId(made, "5"));
    expect(contains(made.tabs.get("council") as Rect, curve?.a ?? { x: 1e9, y: 0 }, 4)).toBe(true);
  });

  it("marks where a link leaves an organisation", () => {
    const made = scene();
    expect(made.lines.crossingsOf(byId(made, "2")).length).toBe(1);
    expect(made.lines.crossingsOf(byId(made, "1"))).toEqual([]);
  });

  it("leads a link round a name that stands between", () => {
    const elements = [
      element("a", { x: 0 }),
      element("wall", { x: 250, w: 60, h: 30 }),
      element("b", { x: 500 }),
    ];
    const links = [link("1", "a", "b")];
    const made = scene({ elements, links, boxes: [], loops: [] });
    const curve = made.lines.curveOf(links[0] as Link);
    for (let t = 0.1; t < 0.95; t += 0.1) {
      expect(contains(place(made, "wall"), pointAt(curve as NonNullable<typeof curve>, t))).toBe(false);
    }
  });

  it("keeps the ends of what is drawn together apart, wherever it is put", () => {
    const both = [link("1", "home", "strain"), link("2", "strain", "home"), link("3", "home", "strain"), link("9", "home", "stay")];
    const made = scene({ links: both, loops: [] });
    const ends = (): Point[] => both.flatMap((each) => {
      const { a, b } = made.lines.curveOf(each) as Curve;
      return [...(each.from === "home" ? [a] : []), ...(each.to === "home" ? [b] : [])];
    });
    const nearest = (points: Point[]): number =>
      Math.min(...points.flatMap((one, index) => points.slice(0, index).map((other) => Math.hypot(one.x - other.x, one.y - other.y))));
    const alone = nearest(ends());
    made.fold({ elements: new Set(made.places.keys()), links: both });
    expect(nearest(ends())).toBeGreaterThan(7.9);
    expect(alone).toBeLessThan(nearest(ends()));
    made.move("strain", { x: 90, y: 700 });
    expect(nearest(ends())).toBeGreaterThan(7.9);
  });

  it("takes of a box the name alone where what is in it does not stand out", () => {
    const made = scene();
    const shown = { elements: new Set(made.places.keys()), links: [] };
    expect(made.standsOut("care", new Set(["care", "trust"]), shown)).toBe(made.tabs.get("care"));
    expect(made.standsOut("care", new Set(["care", "home", "strain"]), shown)).toBe(made.places.get("care"));
    expect(made.standsOut("care", new Set(["care", "home"]), { ...shown, elements: new Set(["care", "home"]) })).toBe(made.places.get("care"));
    expect(made.standsOut("trust", new Set(["trust"]), shown)).toBe(made.places.get("trust"));
  });

  it("leaves no room for what is not drawn", () => {
    const both = [link("1", "home", "strain"), link("2", "strain", "home"), link("3", "home", "strain")];
    const made = scene({ links: both, loops: [] });
    const [first] = both as [Link, ...Link[]];
    const alone = made.lines.curveOf(first);
    const elements = new Set(made.places.keys());
    made.fold({ elements, links: both });
    expect(made.lines.curveOf(first)).not.toEqual(alone);
    made.fold({ elements, links: [first] });
    expect(made.lines.curveOf(first)).toEqual(alone);
  });

  it("keeps signs off names and off each other", () => {
    const made = scene();
    const links = made.model.data.links.slice(0, 3);
    const spots = [...made.lines.signsOf(links)].map(([id, t]) =>
      pointAt(made.lines.curveOf(byId(made, id)) as NonNullable<ReturnType<Scene["lines"]["curveOf"]>>, t),
    );
    expect(spots.length).toBe(3);
    for (const spot of spots) {
      for (const id of ["home", "strain", "stay", "trust"]) expect(contains(place(made, id), spot)).toBe(false);
    }
  });

  it("finds the innermost thing under a point, and the nearest link within reach", () => {
    const made = scene();
    const all = new Set(made.places.keys());
    expect(made.thingAt({ x: 120, y: 120 }, all)).toBe("home");
    expect(made.thingAt({ x: 30, y: 60 }, all)).toBe("care");
    expect(made.thingAt({ x: 390, y: 390 }, all)).toBe("council");
    expect(made.thingAt({ x: 120, y: 120 }, new Set(["council"]))).toBe("council");
    const on = pointAt(made.lines.curveOf(byId(made, "2")) as NonNullable<ReturnType<Scene["lines"]["curveOf"]>>, 0.5);
    expect(made.lines.linkAt(on, made.model.data.links, 5)?.id).toBe("2");
    expect(made.lines.linkAt({ x: 5000, y: 5000 }, made.model.data.links, 5)).toBeNull();
  });

  it("draws a link from a thing to itself", () => {
    const made = scene({ links: [link("1", "stay", "stay")], loops: [] });
    const curve = made.lines.curveOf(byId(made, "1"));
    expect(curve && pointAt(curve, 0.5).y).toBeLessThan(place(made, "stay").y - 20);
  });
});

describe("the ring of a loop", () => {
  it("stands in the middle where there is room, and beside things where there is none", () => {
    const corners = [0, 400].flatMap((x) => [0, 400].map((y) => ({ x, y, w: 80, h: 40 })));
    expect(middleOf(corners, 30)).toEqual({ x: 200, y: 200 });
    const column = [0, 60, 120].map((y) => ({ x: 0, y, w: 120, h: 50 }));
    const { x, y } = middleOf(column, 30);
    for (const each of column) {
      expect(Math.abs(each.x - x) > each.w / 2 + 29 || Math.abs(each.y - y) > each.h / 2 + 29).toBe(true);
    }
  });
});
