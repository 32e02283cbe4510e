/** One line over the map that says what of it is folded away, with the way to the rest. */

import { button, fill, h } from "../dom";

export class Note {
  readonly element = h("div", { class: "bar folded", role: "status" });

  constructor() {
    // A hand on the line is no hand on the map.
    for (const name of ["pointerdown", "dblclick", "wheel"]) {
      this.element.addEventListener(name, (event) => event.stopPropagation());
    }
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  /** Say it, with buttons by their words; say nothing where there is nothing to say. */
  show(text: string, ways: Readonly<Record<string, () => void>> = {}): void {
    fill(
      this.element,
      text && h("span", {}, text),
      ...Object.entries(ways).map(([words, act]) => button(words, act)),
    );
  }
}
