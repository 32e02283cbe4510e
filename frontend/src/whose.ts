/** On the front page: where the reader's own organisation stands in this. */

import type { Element, PageData } from "./contract";
import { button, h } from "./dom";

/** A list of more names than that is looked through by typing, not by scrolling. */
const LISTED = 150;

/** Where it leads: to a body, or to the field that finds one. */
interface Leads {
  pick(id: string): void;
  find(): void;
}

/** Replace what the front page has of it; nothing on a map without organisations. */
export function showWhose(front: HTMLElement, { elements }: PageData, open: Leads): void {
  front.querySelector(".whose")?.remove();
  const bodies = elements.filter((each) => each.kind === "Organisation");
  const lead = front.querySelector("header");
  if (bodies.length === 0 || !lead) return;
  lead.append(bodies.length > LISTED ? h("p", { class: "whose" }, button("Find your organisation", open.find, { class: "action" })) : choice(bodies, open.pick));
}

/** A list and a button: a list alone would turn the page at the first press of an arrow key. */
function choice(bodies: readonly Element[], open: (id: string) => void): HTMLElement {
  const select = h("select", { id: "whose" }, h("option", {}, "Choose …"));
  const [none] = select.options;
  if (none) none.value = "";
  const named = [...bodies].sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
  for (const { id, name } of named) {
    const option = h("option", {}, name);
    option.value = id;
    select.append(option);
  }
  const label = h("label", {}, "Find your organisation");
  label.htmlFor = select.id;
  const form = h("form", { class: "whose" }, label, select, h("button", { type: "submit" }, "Show it"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (select.value) open(select.value);
  });
  return form;
}
