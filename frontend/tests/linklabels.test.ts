import { describe, expect, it } from "vitest";
import type { Link } from "../src/contract";
import { drawLinkLabels } from "../src/draw/linklabels";
import { Scene } from "../src/draw/scene";
import type { Pen } from "../src/draw/things";
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
