/** Search by any part of any word of a name, forgiving of case and accents. Pure. */

import type { Element, Loop } from "./contract";

export interface Entry {
  id: string;
  kind: string;
  name: string;
}

interface Indexed {
  entry: Entry;
  name: string;
  text: string;
}

/** Lower case without accents: "Tŷ Gobaith" is found by "ty". */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export class SearchIndex {
  private readonly indexed: Indexed[];

  constructor(elements: readonly Element[], loops: readonly Loop[] = []) {
    this.indexed = [
      ...elements.map((element) => index(element.id, element.kind, element.name, element.search)),
      ...loops.filter((loop) => loop.named).map((loop) => index(loop.id, "Loop", loop.name, loop.story)),
    ];
  }

  /**
   * What holds every word typed, best first: names that begin with it, then words that do, then the rest.
   *
   * Without words, everything in the order of the map: that is the list to go through by keyboard.
   */
  find(typed: string): Entry[] {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    const whole = words.join(" ");
    const found: { entry: Entry; rank: number }[] = [];
    for (const each of this.indexed) {
      if (words.every((word) => each.text.includes(word))) {
        found.push({ entry: each.entry, rank: whole ? rank(each.name, whole) : 0 });
      }
    }
    return found.sort((one, other) => one.rank - other.rank).map(({ entry }) => entry);
  }
}

function index(id: string, kind: string, name: string, more: string): Indexed {
  const folded = fold(name);
  return { entry: { id, kind, name }, name: folded, text: `${folded}\n${fold(more)}\n${fold(id)}` };
}

function rank(name: string, words: string): number {
  if (name.startsWith(words)) return 0;
  const at = name.indexOf(words);
  if (at > 0) return /[\p{L}\p{N}]/u.test(name.charAt(at - 1)) ? 2 : 1;
  return 3;
}
