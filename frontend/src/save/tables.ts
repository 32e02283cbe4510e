/** What the map shows now as tables for a spreadsheet: its things and its links. Pure. */

import type { Link } from "../contract";
import type { Shown } from "../filters";
import type { Model } from "../model";
import { cell } from "../positions";
import { polarityWords } from "../words";

export function linksTable({ data, elements }: Model, { links }: Shown): string {
  const { words } = data;
  const drawn = (id: string): boolean => elements.get(id)?.x !== undefined;
  const name = (id: string): string => elements.get(id)?.name ?? id;
  return table(
    ["id", "from id", "from", "link", "to id", "to", "influence", "strength", "delay", "how sure", "boundary", "amount", "figure", "sentence", "note"],
    links.filter((link) => drawn(link.from) && drawn(link.to)).map((link) => [
      link.id,
      link.from,
      name(link.from),
      words.links[link.kind] ?? link.kind,
      link.to,
      name(link.to),
      polarityWords(link),
      said(words.strengths, String(link.strength ?? "")),
      said(words.delays, link.delay),
      said(words.confidence, link.confidence),
      said(words.boundaries, link.boundary),
      amountOf(link),
      link.money?.exact ?? "",
      link.sentence,
      link.note,
    ]),
  );
}

export function thingsTable({ data, elements }: Model, shown: Shown): string {
  const { words } = data;
  return table(
    ["id", "name", "kind", "outcome", "in", "sector", "how sure", "owned", "note"],
    data.elements
      // What is told but not drawn, as a note is, does not stand on the map.
      .filter(({ id, x }) => x !== undefined && shown.elements.has(id))
      .map((each) => [
        each.id,
        each.name,
        each.kind,
        each.outcome ? "yes" : "",
        elements.get(each.parent ?? "")?.name ?? "",
        said(words.sectors, each.sector),
        said(words.confidence, each.confidence),
        each.owner === "none" ? "nobody on this map" : "",
        each.note,
      ]),
  );
}

/** The plain amount in "£64,612,345.10 in 2025-26, actual"; "" where it is not known, withheld or a band. */
export function amountOf({ money }: Link): string {
  const [, sign, figure] = /^(-?)£?(\d[\d,]*(?:\.\d+)?)(?: [A-Z]{3})?$/.exec(money?.exact.split(" in ")[0] ?? "") ?? [];
  return figure === undefined ? "" : `${sign}${figure.replaceAll(",", "")}`;
}

function said(words: Readonly<Record<string, string>>, value: string): string {
  return words[value] ?? value;
}

/** Marked as UTF-8, without which Excel takes letters beyond English for others. */
function table(headers: string[], rows: string[][]): string {
  return `\ufeff${[headers, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("")}`;
}
