/** The picture as it is shown now, on paper of its own: question above, key and who says so below. */

import { font, READ_NEAR } from "../draw/letters";
import { LIGHT } from "../draw/palette";
import type { Surface } from "../draw/surface";
import type { Rect } from "../geometry";
import type { Sample } from "../panels/samples";
import { Recorder, safe } from "./recorder";

export interface Poster {
  title: string;
  /** What it shows, in a sentence or two. */
  subtitle: string;
  /** The language of its title and of the names on it. */
  language: string;
  /** Every mark that is on it, with what it means. */
  key: readonly (readonly [Sample, string])[];
  /** Who says so, when, and what is not here. */
  notes: readonly string[];
  /** What the picture takes on the map; null where nothing is shown. */
  frame: Rect | null;
  /** Draws it, in the places of the map. */
  draw(ctx: Surface, sight: Rect): void;
}

const EDGE = 24;
const LEAST = 640;
const TITLE = { size: 28, line: 36 };
const NOTE = { size: 15, line: 21 };
/** From a mark in the key to its words, and from one column to the next. */
const GAP = 8;
/** No browser makes a larger canvas everywhere. */
const MOST_PIXELS = 8000;
const SCALE = 2;

interface Laid {
  sight: Rect;
  width: number;
  height: number;
  title: string[];
  subtitle: string[];
  key: Cell[];
  keyHeight: number;
  notes: string[];
}

/** One mark of the key, from the left upper corner of the key. */
interface Cell {
  sample: Sample;
  text: string;
  x: number;
  y: number;
  /** Where its words begin, and how high its row is. */
  indent: number;
  h: number;
}

export function svgOf(poster: Poster, faces: string): string {
  const recorder = newRecorder();
  const laid = lay(recorder, poster);
  paint(recorder, poster, laid);
  const [width, height] = [Math.ceil(laid.width), Math.ceil(laid.height)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by sysmap -->',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t" aria-describedby="d" lang="${safe(poster.language)}" font-family="'Atkinson Hyperlegible','Segoe UI',system-ui,sans-serif">`,
    `<title id="t">${safe(poster.title)}</title>`,
    `<desc id="d" lang="en-GB">${safe([poster.subtitle, ...poster.notes].join(" "))}</desc>`,
    `<style>${safe(faces)}</style>`,
    ...recorder.elements,
    "</svg>\n",
  ].join("\n");
}

/** The picture alone, as an element of a page: lines and letters, sharp at any size. */
export function drawingOf({ frame, draw }: Pick<Poster, "draw"> & { frame: Rect }): Element {
  const recorder = newRecorder();
  recorder.save();
  recorder.translate(frame.w / 2 - frame.x, frame.h / 2 - frame.y);
  draw(recorder, frame);
  recorder.restore();
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(frame.w)} ${Math.ceil(frame.h)}" aria-hidden="true">`,
    ...recorder.elements,
    "</svg>",
  ];
  return document.importNode(new DOMParser().parseFromString(text.join("\n"), "image/svg+xml").documentElement, true);
}

function newRecorder(): Recorder {
  const measuring = document.createElement("canvas").getContext("2d");
  return new Recorder((text, letters) => {
    if (!measuring) return { width: 0 } as TextMetrics;
    measuring.font = letters;
    return measuring.measureText(text);
  });
}

export function pngOf(poster: Poster, take: (blob: Blob) => void): void {
  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d");
  if (!ctx) return;
  const laid = lay(ctx, poster);
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(laid.width, laid.height));
  canvas.width = Math.ceil(laid.width * scale);
  canvas.height = Math.ceil(laid.height * scale);
  ctx.scale(scale, scale);
  paint(ctx, poster, laid);
  canvas.toBlob((blob) => blob && take(blob), "image/png");
}

function lay(ctx: Surface, { title, subtitle, key, notes, frame }: Poster): Laid {
  const sight = frame ?? { x: 0, y: 0, w: 0, h: 0 };
  const width = Math.max(LEAST, sight.w + 2 * EDGE);
  ctx.font = font(TITLE.size, true);
  const above = lines(ctx, title, width - 2 * EDGE);
  ctx.font = font(NOTE.size);
  const under = lines(ctx, subtitle, width - 2 * EDGE);
  const below = lines(ctx, notes.join(" "), width - 2 * EDGE);
  const cells = layKey(ctx, key, width - 2 * EDGE);
  const keyHeight = cells.reduce((most, cell) => Math.max(most, cell.y + cell.h), 0) + (cells.length > 0 ? EDGE : 0);
  const height = 4 * EDGE + above.length * TITLE.line + (under.length + below.length) * NOTE.line + sight.h + keyHeight;
  return { sight, width, height, title: above, subtitle: under, key: cells, keyHeight, notes: below };
}

/** Put the key in columns, one mark below the other, so that what belongs together stands together. */
function layKey(ctx: Surface, key: Poster["key"], width: number): Cell[] {
  const indent = key.reduce((most, [{ w }]) => Math.max(most, w), 0) + GAP;
  const widest = key.reduce((most, [, text]) => Math.max(most, ctx.measureText(text).width), 0);
  const column = indent + widest + 2 * GAP;
  const columns = Math.max(1, Math.floor((width + 2 * GAP) / column));
  const rows = Math.ceil(key.length / columns);
  const cells: Cell[] = [];
  for (const [index, [sample, text]] of key.entries()) {
    const above = index % rows === 0 ? undefined : cells.at(-1);
    const y = above ? above.y + above.h : 0;
    cells.push({ sample, text, x: Math.floor(index / rows) * column, y, indent, h: Math.max(sample.h, NOTE.line) + 2 });
  }
  return cells;
}

function paint(ctx: Surface, poster: Poster, { sight, width, height, title, subtitle, key, keyHeight, notes }: Laid): void {
  ctx.fillStyle = LIGHT.paper;
  ctx.fillRect(0, 0, width, height);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  let y = EDGE;
  const write = (text: readonly string[], size: number, line: number, ink: string, bold: boolean): void => {
    for (const each of text) {
      ctx.font = font(size, bold);
      ctx.fillStyle = ink;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillText(each, EDGE, y + line / 2);
      y += line;
    }
  };
  write(title, TITLE.size, TITLE.line, LIGHT.ink, true);
  write(subtitle, NOTE.size, NOTE.line, LIGHT.soft, false);
  y += EDGE;
  ctx.save();
  ctx.translate(width / 2 - sight.x, y + sight.h / 2 - sight.y);
  poster.draw(ctx, sight);
  ctx.restore();
  y += sight.h + EDGE;
  for (const cell of key) {
    ctx.save();
    ctx.translate(EDGE + cell.x, y + cell.y + (cell.h - cell.sample.h) / 2);
    cell.sample.draw({ ctx, palette: LIGHT, scale: 1, least: READ_NEAR });
    ctx.restore();
    ctx.font = font(NOTE.size);
    ctx.fillStyle = LIGHT.ink;
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    ctx.fillText(cell.text, EDGE + cell.x + cell.indent, y + cell.y + cell.h / 2);
  }
  y += keyHeight;
  write(notes, NOTE.size, NOTE.line, LIGHT.soft, false);
}

function lines(ctx: Surface, text: string, width: number): string[] {
  const found: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = found.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && ctx.measureText(longer).width <= width) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

/** The typefaces of the page, which are in it, for a file that has to look the same without it. */
export function facesOfPage(): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .map((rule) => rule.cssText)
    .join("\n");
}
