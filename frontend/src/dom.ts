/** Making elements of the page. Text goes in as text: nothing here can read it as HTML. */

type Child = Node | string | null | undefined | false;

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
  for (const child of children.flat()) if (child || child === "") made.append(child);
  return made;
}

/** A button that says what it does. */
export function button(text: string, onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", ...attributes, onclick }, text);
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
