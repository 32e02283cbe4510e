/** Small pictures of marks, drawn by what draws the map, so that the key cannot say otherwise than the map. */

import type { Sort } from "../changes";
import type { Element, Link } from "../contract";
import { paletteNow } from "../contrast";
import { h } from "../dom";
import { pointAt } from "../geometry";
import { markThing } from "../draw/changes";
import { READ_NEAR } from "../draw/letters";
import { drawLink, drawSymbol, type Hue } from "../draw/links";
import { drawBox, drawElement, drawTab, type Pen } from "../draw/things";

export const ELEMENT: Element = {
  id: "",
  kind: "Factor",
  name: "",
  parent: null,
  owner: "known",
  outcome: false,
  sector: "",
  confidence: "high",
  facts: [],
  note: "",
  search: "",
};

export const LINK: Link = {
  id: "",
  kind: "INFLUENCES",
  from: "",
  to: "",
  polarity: "+",
  strength: 2,
  delay: "",
  confidence: "high",
  boundary: "",
  money: null,
  sentence: "",
  facts: [],
  note: "",
};

export function sample(width: number, height: number, draw: (pen: Pen) => void): HTMLCanvasElement {
  const canvas = h("canvas", { class: "sample", "aria-hidden": "true" });
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  if (ctx) {
    ctx.scale(ratio, ratio);
    draw({ ctx, palette: paletteNow(), scale: 1, least: READ_NEAR });
  }
  return canvas;
}

export function linkSample(change: Partial<Link>, hue: Hue = "polarity", crossings: number[] = []): HTMLCanvasElement {
  const link = { ...LINK, ...change };
  const curve = { a: { x: 4, y: 22 }, c: { x: 48, y: 8 }, b: { x: 92, y: 22 } };
  return sample(98, 36, (pen) => {
    drawLink(pen, link, curve, { hue, marks: true, crossings });
    drawSymbol(pen, link, pointAt(curve, 0.66), hue);
  });
}

export function lineSample(boundary: string): HTMLCanvasElement {
  return sample(40, 20, (pen) =>
    drawLink(
      pen,
      { ...LINK, kind: "OTHER", boundary },
      { a: { x: 2, y: 10 }, c: { x: 20, y: 10 }, b: { x: 38, y: 10 } },
      { hue: "boundary", marks: false, crossings: [] },
    ),
  );
}

export function thingSample(change: Partial<Element>): HTMLCanvasElement {
  return sample(98, 36, (pen) => drawElement(pen, { ...ELEMENT, ...change }, { x: 49, y: 18, w: 90, h: 30 }));
}

export function changeSample(sort: Sort): HTMLCanvasElement {
  return sample(98, 46, (pen) => markThing(pen, sort, { x: 46, y: 28, w: 80, h: 20 }));
}

export function boxSample(): HTMLCanvasElement {
  return sample(98, 46, (pen) => {
    const outer = { x: 49, y: 23, w: 94, h: 42 };
    drawBox(pen, outer, 0);
    drawBox(pen, { x: 56, y: 31, w: 70, h: 20 }, 1);
    drawTab(pen, { ...ELEMENT, lines: ["Name"] }, outer, { x: 0, y: 0, w: 62, h: 17 });
  });
}
