/** Small pictures of marks, drawn by what draws the map, so that the key cannot say otherwise than the map. */

import type { Sort } from "../changes";
import type { Element, Link, Loop } from "../contract";
import { paletteNow } from "../contrast";
import { h } from "../dom";
import { pointAt } from "../geometry";
import { markThing } from "../draw/changes";
import { READ_NEAR } from "../draw/letters";
import { drawLink, drawSymbol, type Hue } from "../draw/links";
import { drawRing, drawStep } from "../draw/overlay";
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

/** What is drawn, in a field of that size. */
export interface Sample {
  w: number;
  h: number;
  draw(pen: Pen): void;
}

export function sampleCanvas({ w, h: high, draw }: Sample, scale = 1): HTMLCanvasElement {
  const [width, height] = [w * scale, high * scale];
  const canvas = h("canvas", { class: "sample", "aria-hidden": "true" });
  const ratio = devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  if (ctx) {
    ctx.scale(ratio * scale, ratio * scale);
    draw({ ctx, palette: paletteNow(), scale: 1, least: READ_NEAR });
  }
  return canvas;
}

export function linkSample(change: Partial<Link>, hue: Hue = "polarity", crossings: number[] = []): Sample {
  const link = { ...LINK, ...change };
  const curve = { a: { x: 4, y: 22 }, c: { x: 48, y: 8 }, b: { x: 92, y: 22 } };
  const draw = (pen: Pen): void => {
    drawLink(pen, link, curve, { hue, marks: true, crossings });
    if (link.kind === "INFLUENCES") drawSymbol(pen, link, pointAt(curve, 0.66), hue);
  };
  return { w: 98, h: 36, draw };
}

export function lineSample(boundary: string): Sample {
  const link = { ...LINK, kind: "OTHER", boundary };
  const curve = { a: { x: 2, y: 10 }, c: { x: 20, y: 10 }, b: { x: 38, y: 10 } };
  return { w: 40, h: 20, draw: (pen) => drawLink(pen, link, curve, { hue: "boundary", marks: false, crossings: [] }) };
}

export function thingSample(change: Partial<Element>): Sample {
  const thing = { ...ELEMENT, ...change };
  return { w: 98, h: 36, draw: (pen) => drawElement(pen, thing, { x: 49, y: 18, w: 90, h: 30 }) };
}

export function changeSample(sort: Sort): Sample {
  return { w: 98, h: 46, draw: (pen) => markThing(pen, sort, { x: 46, y: 28, w: 80, h: 20 }) };
}

export function boxSample(): Sample {
  const outer = { x: 49, y: 23, w: 94, h: 42 };
  const draw = (pen: Pen): void => {
    drawBox(pen, outer, { depth: 0 });
    drawBox(pen, { x: 56, y: 31, w: 70, h: 20 }, { depth: 1 });
    drawTab(pen, { ...ELEMENT, lines: ["Name"] }, outer, { x: 0, y: 0, w: 62, h: 17 });
  };
  return { w: 98, h: 46, draw };
}

/** The letter that stands in the middle of a loop. */
export function ringSample(type: Loop["type"]): Sample {
  return { w: 98, h: 66, draw: (pen) => drawRing(pen, { type, broken: false }, () => ({ x: 49, y: 33 })) };
}

export function stepSample(): Sample {
  return { w: 98, h: 30, draw: (pen) => drawStep(pen, 1, { x: 49, y: 15 }) };
}
