/** Where people dragged things, as the table of positions that `sysmap import` reads. Pure. */

import type { Point } from "./geometry";

/** A table cell: quoted where it must be, and guarded so that no spreadsheet runs it as a formula. */
export function cell(text: string): string {
  // As `sysmap/formats/cells.py` guards them: after spaces and in full width, too.
  const guarded = /^'*\s*[=+\-@\t\r＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The table, one row an element of a view, in pixels at zoom 1. The id of a position is made from its element's. */
export function positionsTable(...views: readonly [view: string, moved: ReadonlyMap<string, Point>][]): string {
  const rows = views.flatMap(([view, moved]) =>
    [...moved].map(([id, { x, y }]) => [`pos-${view && `${view}-`}${id}`, id, view, x.toFixed(1), y.toFixed(1)].map(cell).join(",")),
  );
  return ["id,element_id,view,x,y", ...rows, ""].join("\r\n");
}
