/** The tables that Python wrote, as the page's view of tables, in step with the scenario and the year that were chosen. */

import type { PageData } from "./contract";
import type { ScenarioTable } from "./contract-choices";
import { h } from "./dom";
import { readRest, whenRead } from "./unscripted";

export class TextTables {
  private data: PageData | null = null;
  /** Tables as Python wrote them; null until somebody asks for them and the file is read. */
  private base: HTMLElement[] | null = null;
  private asked = false;
  /** The scenario whose tables are shown. */
  private scenario = "";

  constructor(private readonly into: HTMLElement) {}

  /** What the tables are to hold, once they are asked for. */
  show(data: PageData): void {
    this.data = data;
    if (!this.base) return;
    this.showScenario(data, this.base);
    this.showYear(data);
  }

  /** Have the tables there, as somebody turns to them. */
  open(): void {
    if (this.asked) return;
    this.asked = true;
    whenRead(() => {
      this.base = readRest().filter((each): each is HTMLElement => each.matches("section.table"));
      this.into.append(...this.base);
      if (this.data) this.show(this.data);
    });
  }

  /** The tables of the scenario that was chosen, made from those of the base; those of the base where none was. */
  private showScenario({ scenario, scenarios }: PageData, base: readonly HTMLElement[]): void {
    const found = scenarios?.find((each) => each.id === scenario?.id);
    const now = found?.id ?? "";
    if (now === this.scenario) return;
    this.scenario = now;
    const known = new Map(base.map((section) => [section.id, section]));
    for (const section of this.into.querySelectorAll(".table, .of-scenario")) section.remove();
    if (found) this.into.append(h("p", { class: "of-scenario" }, `With the scenario “${found.name}”. Rows that the base map has not, or has otherwise, begin with “~ scenario”.`));
    const tables = found?.tables.map((table) => tableOf(table, known.get(`table-${table.id}`)));
    this.into.append(...(tables ?? base));
  }

  /** The rows of money of the year that was chosen; all where none was. */
  private showYear({ money, chosen }: PageData): void {
    const section = this.into.querySelector("#table-funds");
    const rows = [...(section?.querySelectorAll<HTMLTableRowElement>("tbody tr") ?? [])];
    section?.querySelector(".of-year")?.remove();
    const year = chosen?.year ?? "";
    let left = 0;
    for (const [place, row] of rows.entries()) {
      row.hidden = year !== "" && money?.rows[place]?.period !== year;
      left += Number(row.hidden);
    }
    if (!section || !year) return;
    const said = `${rows.length - left} of ${rows.length} rows: those of ${year}. Rows of other years, or of none that is known, are hidden.`;
    section.querySelector("h2")?.after(h("p", { class: "of-year" }, said));
  }
}

/** A table of a scenario: that of the base where it is the same; else with a word at each row that the base has not. */
function tableOf({ id, title, headers, note, figures, rows }: ScenarioTable, base: HTMLElement | undefined): HTMLElement {
  if (base && !rows) return base;
  const known = [...(base?.querySelectorAll("tbody tr") ?? [])];
  const right = new Set(figures);
  const cells = (row: readonly string[]): HTMLElement =>
    h("tr", { class: "differs" }, ...row.map((cell, at) => h("td", right.has(at) ? { class: "figure" } : {}, at === 0 && h("span", { class: "chip" }, "~ scenario"), at === 0 ? ` ${cell}` : cell)));
  const body = (rows ?? []).flatMap((row) => (isRun(row) ? known.slice(row[0], row[1]).map((each) => each.cloneNode(true)) : [cells(row)]));
  const head = (headers ?? []).map((header) => {
    const made = h("th", {}, header);
    made.scope = "col";
    return made;
  });
  return h(
    "section",
    { class: "table", id: `table-${id}` },
    h("h2", {}, title ?? ""),
    note && h("p", {}, note),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": title ?? "" }, h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body))),
  );
}

function isRun(row: string[] | [number, number]): row is [number, number] {
  return typeof row[0] === "number";
}
