/** Making elements of the page. Text goes in as text: nothing here can read it as HTML. */

import { hasTongue, tongueOf } from "./tongue";

export type Child = Node | string | null | undefined | false;

export interface Attributes {
  class?: string;
  id?: string;
  title?: string;
  type?: string;
  role?: string;
  tabindex?: number;
  onclick?: (event: MouseEvent) => void;
  [aria: `aria-${string}`]: string;
  [data: `data-${string}`]: string;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Child | Child[])[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value as EventListener);
    else if (value !== undefined) made.setAttribute(name, String(value));
  }
  const [only, ...others] = children.flat().filter(Boolean);
  if (typeof only === "string" && others.length === 0) say(made, only);
  for (const child of children.flat()) if (child || child === "") made.append(...(typeof child === "string" ? aside(child) : [child]));
  return made;
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Names in quotes written from right to left stand aside from the sentence round them, which would else turn them about;
 * so do those in another language than the sentence.
 */
export function aside(text: string): (string | HTMLElement)[] {
  if (!RIGHT_TO_LEFT.test(text) && !hasTongue()) return [text];
  // Every other part was between quotes.
  return text.split(/“([^“”]+)”/u).flatMap((part, index) => {
    if (index % 2 === 0) return [part];
    const name = document.createElement("bdi");
    say(name, part);
    name.append(part);
    return ["“", name, "”"];
  });
}

/** Say of an element that holds words of the map in which language they are. */
function say(element: HTMLElement, text: string): void {
  const tongue = tongueOf(text);
  if (tongue) element.lang = tongue;
}

/** Put other words into an element, in whichever language they are. */
export function reword(element: HTMLElement, text: string): void {
  element.textContent = text;
  element.removeAttribute("lang");
  say(element, text);
}

/** A symbol for those who look, with words in its place for those who listen. */
export function sign(symbol: string, words = ""): HTMLElement[] {
  const seen = h("span", { "aria-hidden": "true" }, symbol);
  return words ? [seen, h("span", { class: "unseen" }, words)] : [seen];
}

/** Several things one after the other, with a symbol between them that is read as words. */
export function inTurn(names: readonly string[], symbol: string, words: string): Child[] {
  return names.flatMap((name, index): Child[] => (index === 0 ? [h("bdi", {}, name)] : [...sign(` ${symbol} `, ` ${words} `), h("bdi", {}, name)]));
}

/** A button that says what it does. */
export function button(text: string | Child[], onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", ...attributes, onclick }, ...(typeof text === "string" ? [text] : text));
}

/** Put these children in place of those there. */
export function fill(parent: Element, ...children: (Child | Child[])[]): void {
  parent.replaceChildren(...children.flat().filter((child): child is Node | string => Boolean(child)));
}

/** Offer a text or a picture as a file to keep. Nothing is sent anywhere. */
export function download(name: string, text: BlobPart, type: string): void {
  const link = h("a", { class: "gone" });
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name as part of the name of a file: without what some system would not take; "" where nothing is left of it. */
export function plainName(name: string): string {
  return name.normalize("NFKD").replace(/[^\w -]+/g, "").trim().replace(/\s+/g, "-").slice(0, 40).toLowerCase();
}
