/** The tables that Python wrote, as the page's view of tables, in step with the year of money that was chosen. */

import type { PageData } from "./contract";
import { h } from "./dom";

export class TextTables {
  private data: PageData | null = null;
  private isThere = false;

  constructor(private readonly into: HTMLElement) {
    // The scripts stand before the tables, which may still be being read.
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.take());
    else this.take();
  }

  private take(): void {
    const text = document.getElementById("sysmap-text");
    if (!text) return;
    for (const node of [...text.childNodes]) (node.nodeName === "SCRIPT" ? document.body : this.into).append(node);
    text.remove();
    this.isThere = true;
    if (this.data) this.show(this.data);
  }

  /** Show what the tables hold of what was chosen. */
  show(data: PageData): void {
    this.data = data;
    if (this.isThere) this.showYear(data);
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
