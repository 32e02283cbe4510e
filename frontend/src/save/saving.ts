/** Files for whoever takes away what the page shows now: the picture with its question and who says so, or a table. */

import { download } from "../dom";
import type { Picture } from "../draw/picture";
import type { Shown } from "../filters";
import type { Model } from "../model";
import { aboutLines } from "../shell";
import type { View } from "../views";
import { drawingOf, facesOfPage, pngOf, type Poster, svgOf } from "./poster";
import { linksTable, thingsTable } from "./tables";

export function savePicture(kind: "svg" | "png", { data }: Model, view: View, picture: Picture): void {
  const poster: Poster = {
    title: data.map.question || data.map.name,
    notes: [`${data.map.name}: ${view.question}`, data.summary, ...aboutLines(data).map(([line]) => line), "A claim, not a fact."],
    frame: picture.whole(),
    draw: (ctx, sight) => picture.drawOn(ctx, sight),
  };
  if (kind === "svg") download("picture.svg", svgOf(poster, facesOfPage()), "image/svg+xml");
  else pngOf(poster, (blob) => download("picture.png", blob, "image/png"));
}

/** Lay what the page shows over its map for a printer, which takes no canvas as it is; null takes it away again. */
export function layOnPaper(map: HTMLElement, picture: Picture | null): void {
  map.querySelector(":scope > .on-paper")?.remove();
  const frame = picture?.whole();
  if (!picture || !frame) return;
  const drawing = drawingOf({ frame, draw: (ctx, sight) => picture.drawOn(ctx, sight) });
  drawing.setAttribute("class", "on-paper");
  map.append(drawing);
}

export function saveTable(what: "links" | "things", drawn: Model, shown: Shown): void {
  const table = what === "links" ? linksTable : thingsTable;
  download(`${what}.csv`, table(drawn, shown), "text/csv");
}
