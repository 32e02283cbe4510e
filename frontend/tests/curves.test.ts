import { describe, expect, it } from "vitest";
import given from "../../tests/golden/curves.json";
import type { Box, Element, Link } from "../src/contract";
import { Scene } from "../src/draw/scene";
import { makeModel } from "../src/model";
import { element, link, pageData } from "./fixtures";

interface Golden {
  elements: Partial<Element>[];
  boxes: Box[];
  links: Partial<Link>[];
  expected: { id: string; curve: number[]; crossings: number[]; sign: number | null }[];
}

// The same file is read by tests/render/drawing/test_scene.py: Python draws the links of a picture where the page does.
const golden = given as unknown as Golden;

describe("the curves of Thornmere", () => {
  const links = golden.links.map((each) => ({ ...link(each.id as string, each.from as string, each.to as string), ...each }) as Link);
  const elements = golden.elements.map((each) => ({ ...element(each.id as string), ...each }) as Element);
  const scene = new Scene(makeModel(pageData({ elements, boxes: golden.boxes, links })));
  scene.fold({ elements: new Set(elements.map(({ id }) => id)), links });
  const signs = scene.lines.signsOf(links);

  it.each(golden.expected)("$id runs where Python draws it", ({ id, curve, crossings, sign }) => {
    const found = links.find((each) => each.id === id) as Link;
    const { a, c, b } = scene.lines.curveOf(found) ?? { a: { x: 0, y: 0 }, b: { x: 0, y: 0 }, c: { x: 0, y: 0 } };
    const numbers = [a.x, a.y, c.x, c.y, b.x, b.y];
    for (const [index, value] of curve.entries()) expect(numbers[index]).toBeCloseTo(value, 2);
    const crossed = scene.lines.crossingsOf(found);
    expect(crossed.length).toBe(crossings.length);
    for (const [index, value] of crossings.entries()) expect(crossed[index]).toBeCloseTo(value, 2);
    expect(signs.get(id) ?? null).toBe(sign);
  });
});
