/** The picture as it is shown now, on paper of its own: question above, who says so below. */

import { font } from "../draw/letters";
import { LIGHT } from "../draw/palette";
import type { Surface } from "../draw/surface";
import type { Rect } from "../geometry";
import { Recorder, safe } from "./recorder";

export interface Poster {
  title: string;
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
/** No browser makes a larger canvas everywhere. */
const MOST_PIXELS = 8000;
const SCALE = 2;

interface Laid {
  sight: Rect;
  width: number;
  height: number;
  title: string[];
  notes: string[];
}

export function svgOf(poster: Poster, faces: string): string {
  const recorder = newRecorder();
  const laid = lay(recorder, poster);
  paint(recorder, poster, laid);
  const [width, height] = [Math.ceil(laid.width), Math.ceil(laid.height)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by sysmap -->',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d" font-family="'Atkinson Hyperlegible','Segoe UI',system-ui,sans-serif">`,
    `<title id="t">${safe(poster.title)}</title>`,
    `<desc id="d">${safe(poster.notes.join(" "))}</desc>`,
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

function lay(ctx: Surface, { title, notes, frame }: Poster): Laid {
  const sight = frame ?? { x: 0, y: 0, w: 0, h: 0 };
  const width = Math.max(LEAST, sight.w + 2 * EDGE);
  ctx.font = font(TITLE.size, true);
  const above = lines(ctx, title, width - 2 * EDGE);
  ctx.font = font(NOTE.size);
  const below = lines(ctx, notes.join(" "), width - 2 * EDGE);
  const height = 4 * EDGE + above.length * TITLE.line + sight.h + below.length * NOTE.line;
  return { sight, width, height, title: above, notes: below };
}

function paint(ctx: Surface, poster: Poster, { sight, width, height, title, notes }: Laid): void {
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
  y += EDGE;
  ctx.save();
  ctx.translate(width / 2 - sight.x, y + sight.h / 2 - sight.y);
  poster.draw(ctx, sight);
  ctx.restore();
  y += sight.h + EDGE;
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
