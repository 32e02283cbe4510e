/** The language that the map's own names and notes are in, where that is not the page's: screen readers go by it. */

import type { PageData } from "./contract";

const PAGE = "en-GB";

let language = "";
let own: ReadonlySet<string> = new Set();

/** Take what is written in the language of the map. */
export function takeTongue({ map, elements, loops, views }: PageData): void {
  language = map.language && map.language !== PAGE ? map.language : "";
  const asked = views.flatMap((each) => (each.own ? [each.question, each.note] : []));
  const said = [...asked, map.name, map.question, map.disclaimer, ...elements.flatMap((each) => [each.name, each.note]), ...loops.flatMap((each) => [each.name, each.story])];
  own = new Set(language ? said.filter((each): each is string => Boolean(each)) : []);
}

/** The language of a text that is the map's, as a whole; "" where it is the page's. */
export function tongueOf(text: string): string {
  return own.has(text) ? language : "";
}

/** Whether the map has a language of its own. */
export function hasTongue(): boolean {
  return language !== "";
}
