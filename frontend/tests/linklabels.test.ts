import { describe, expect, it } from "vitest";
import type { Link } from "../src/contract";
import { drawAmounts } from "../src/draw/amounts";
import { markLink } from "../src/draw/changes";
import { drawLinkLabels } from "../src/draw/linklabels";
import { Scene } from "../src/draw/scene";
import type { Pen } from "../src/draw/things";
import { type Curve, overlaps, type Rect } from "../src/geometry";
import { makeModel } from "../src/model";
import { element, link, pageData } from "./fixtures";

/** What is written on links, where every letter is eight units wide. */
function written(scene: Scene, links: readonly Link[]): string[] {
  const texts: string[] = [];
  const ctx = { measureText: (text: string) => ({ width: text.length * 8 }), strokeText: () => {}, fillText: (text: string) => void texts.push(text) };
  const pen = { ctx, palette: {}, scale: 2, least: 13 } as unknown as Pen;
  drawLinkLabels(pen, links, scene, new Map());
  return texts;
}

/** The amounts that stand out, with the room that each takes. */
function amounts(scene: Scene, links: readonly Link[], first: string): Map<string, Rect> {
  const found = new Map<string, Rect>();
  let room: Rect = { x: 0, y: 0, w: 0, h: 0 };
  const nothing = (): void => {};
  const ctx = {
    measureText: (text: string) => ({ width: text.length * 8 }),
    beginPath: nothing,
    fill: nothing,
    stroke: nothing,
    roundRect: (x: number, y: number, w: number, h: number) => void (room = { x: x + w / 2, y: y + h / 2, w, h }),
    fillText: (text: string) => void found.set(text, room),
  };
  drawAmounts({ ctx, palette: {}, scale: 1, least: 13 } as unknown as Pen, links, scene.lines, first);
  return found;
}

const money = { text: "£240k", width: 6, sort: "cash" } as Link["money"];
const flow = link("1", "one", "other", { kind: "FUNDS", polarity: "", money });

describe("figures of money", () => {
  it("stand over the edge of a box rather than nowhere, and never over a name", () => {
    // A short ribbon between two things, each close to the edge of a box of its own: no place beside it is clear of both.
    const boxes = [
      { id: "left", name: "left", parent: null, x: 0, y: 0, w: 200, h: 300 },
      { id: "right", name: "right", parent: null, x: 220, y: 0, w: 200, h: 300 },
    ];
    const things = [
      element("left", { kind: "Organisation", x: -60, y: -130, w: 60, h: 30 }),
      element("right", { kind: "Organisation", x: 160, y: -130, w: 60, h: 30 }),
      element("one", { parent: "left", x: 30, w: 100, h: 40 }),
      element("other", { parent: "right", x: 190, w: 100, h: 40 }),
    ];
    const scene = new Scene(makeModel(pageData({ elements: things, boxes, links: [flow], loops: [] })));
    expect(written(scene, [flow])).toEqual(["£240k"]);
    const wall = element("in the way", { x: 110, y: 0, w: 800, h: 900 });
    const crowded = new Scene(makeModel(pageData({ elements: [...things, wall], boxes, links: [flow], loops: [] })));
    expect(written(crowded, [flow])).toEqual([]);
  });
});

describe("the plate of a link that changed", () => {
  it("stands beside a name rather than on it", () => {
    const scene = new Scene(makeModel(pageData({ boxes: [], links: [link("1", "one", "other")], loops: [], elements: [element("one", { x: 0 }), element("other", { x: 600 })] })));
    const nothing = (): void => {};
    const ctx = { measureText: () => ({ width: 60 }), beginPath: nothing, fill: nothing, stroke: nothing, fillText: nothing, roundRect: nothing };
    const pen = { ctx, palette: {}, scale: 1, least: 13 } as unknown as Pen;
    const curve = scene.lines.curveOf(scene.model.links.get("1") as Link) as Curve;
    const plain = markLink(pen, "added", curve, "", () => true);
    const beside = markLink(pen, "added", curve, "", (place) => !overlaps(place, plain));
    expect(overlaps(plain, beside)).toBe(false);
    expect(markLink(pen, "added", curve, "", () => false)).toEqual(plain);
  });
});

describe("amounts of what stands out", () => {
  const things = [element("one", { x: 0, y: 0, w: 100, h: 120 }), element("other", { x: 260, y: 0, w: 100, h: 120 })];
  const flows = ["£1m", "£2m", "£3m", "£4m", "£5m", "£6m"].map((text, index) =>
    link(text, "one", "other", { kind: "FUNDS", polarity: "", money: { text, exact: text, width: 4 + index, sort: "cash" } }),
  );
  const scene = new Scene(makeModel(pageData({ elements: things, boxes: [], links: flows, loops: [] })));

  it("never lie on each other: the widest ribbons have theirs", () => {
    const found = amounts(scene, flows, "");
    expect(found.size).toBeGreaterThan(2);
    expect(found.has("£6m")).toBe(true);
    const rooms = [...found.values()];
    for (const [index, one] of rooms.entries()) {
      for (const other of rooms.slice(0, index)) {
        expect(Math.abs(one.x - other.x) * 2 < one.w + other.w && Math.abs(one.y - other.y) * 2 < one.h + other.h).toBe(false);
      }
    }
  });

  it("always have that of the flow that was chosen", () => {
    expect(amounts(scene, flows, "£1m").has("£1m")).toBe(true);
  });
});
