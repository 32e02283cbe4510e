/** The box to search in: results as you type, by keyboard or pointer; empty, it lists everything on the map. */

import type { PageData } from "./contract";
import { fill, h } from "./dom";
import { type Entry, SearchIndex } from "./search";
import { count, oneOf } from "./words";

const MOST = 60;

export class SearchBox {
  private index = new SearchIndex([]);
  private outcomes = new Set<string>();
  private found: Entry[] = [];
  private at = -1;

  constructor(
    private readonly input: HTMLInputElement,
    private readonly list: HTMLElement,
    private readonly pick: (id: string) => void,
    private readonly say: (text: string) => void,
  ) {
    input.addEventListener("input", () => this.show());
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.show());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    // Pressing on a result must not take the focus away before the click has told which.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const index = (event.target as Element).closest<HTMLElement>("[data-index]")?.dataset["index"];
      if (index !== undefined) this.choose(Number(index));
    });
  }

  setData(data: PageData): void {
    this.index = new SearchIndex(data.elements, data.loops);
    this.outcomes = new Set(data.elements.filter((each) => each.outcome).map((each) => each.id));
  }

  private show(): void {
    this.found = this.index.find(this.input.value);
    this.at = this.input.value.trim() && this.found.length > 0 ? 0 : -1;
    fill(
      this.list,
      ...this.found.slice(0, MOST).map((entry, index) =>
        h(
          "li",
          { role: "option", id: `result-${index}`, "data-index": String(index), "aria-selected": "false" },
          h("span", { class: "name" }, entry.name),
          h("span", { class: "what" }, oneOf(this.outcomes.has(entry.id) ? "Outcome" : entry.kind)),
        ),
      ),
      this.found.length === 0 &&
        h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing on this map has that name."),
      this.found.length > MOST &&
        h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, `${this.found.length - MOST} more. Type more of the name.`),
    );
    const number = this.found.length;
    this.say(number === 0 ? "Nothing on this map has that name." : `${count(number, "thing")} found.`);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private mark(): void {
    for (const [index, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(index === this.at));
      if (index === this.at) option.scrollIntoView({ block: "nearest" });
    }
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `result-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private onKey(event: KeyboardEvent): void {
    const last = Math.min(this.found.length, MOST) - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.show();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.at = this.at + step < 0 ? last : this.at + step > last ? 0 : this.at + step;
      this.mark();
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.choose(this.at);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  private choose(index: number): void {
    const entry = this.found[index];
    if (!entry) return;
    this.close();
    this.input.value = entry.name;
    this.pick(entry.id);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
