/** Files for whoever takes away what the page shows now: the picture with its question and who says so, or a table. */

import { download, plainName } from "../dom";
import type { Picture } from "../draw/picture";
import type { Shown } from "../filters";
import type { Model } from "../model";
import { aboutLines } from "../shell";
import type { View } from "../views";
import type { PageData } from "../contract";
import { sayDrawn, sayWhole } from "./drawn";
import { drawingOf, facesOfPage, pngOf, type Poster, svgOf } from "./poster";
import { linksTable, thingsTable } from "./tables";

/** What is on the picture, and what there is to say of it. */
export interface Shot {
  /** All of the map. */
  data: PageData;
  view: View;
  drawn: Model;
  shown: Shown;
  picture: Picture;
  /** What a filter leaves out; "" where nothing is filtered. */
  filtered: string;
  key: Poster["key"];
}

export function savePicture(kind: "svg" | "png", { data, view, drawn, shown, picture, filtered, key }: Shot): void {
  const poster: Poster = {
    title: view.question,
    subtitle: sayWhole(data, view),
    language: data.map.language || "en-GB",
    key,
    notes: [sayDrawn(data, drawn, shown), view.part ? "" : (data.folded ?? ""), filtered, view.note ?? "", ended(data.map.name), ...aboutLines(data).map(([line]) => line), "A claim, not a fact."].filter(Boolean),
    frame: picture.whole(),
    draw: (ctx, sight) => picture.drawOn(ctx, sight),
  };
  // Several are saved into one folder: each says of what map and which question it is.
  const name = [data.map.name, view.question].map(plainName).filter(Boolean).join("-") || "picture";
  if (kind === "svg") download(`${name}.svg`, svgOf(poster, facesOfPage()), "image/svg+xml");
  else pngOf(poster, (blob) => download(`${name}.png`, blob, "image/png"));
}

function ended(text: string): string {
  return `${text.replace(/\.+$/, "")}.`;
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
