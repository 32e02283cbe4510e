/** Answers that Python worked out and the page looks up: what moves, where to act, what stops. Pure. */

import type { Check, Link, PageData, Place, PressTable, RestsItem } from "./contract";
import type { Emphasis } from "./draw/overlay";
import type { Model } from "./model";

/** What becomes of one thing. `direction` is 1 for more, -1 for less, 0 where it could go either way. */
export interface Response {
  id: string;
  direction: number;
  sure: "nearly" | "usually" | "perhaps" | "either";
  /** The link that it hangs on most. */
  check: Check | null;
}

const LETTERS: Record<string, Pick<Response, "direction" | "sure">> = {
  M: { direction: 1, sure: "nearly" },
  L: { direction: -1, sure: "nearly" },
  m: { direction: 1, sure: "usually" },
  l: { direction: -1, sure: "usually" },
  i: { direction: 1, sure: "perhaps" },
  j: { direction: -1, sure: "perhaps" },
  "?": { direction: 0, sure: "either" },
};

export const SURE = {
  nearly: "in nearly every version",
  usually: "usually",
  perhaps: "if it moves at all",
  either: "could go either way",
} as const;

/** What a letter says; null where nothing leads there, or of what is pushed. */
export function readLetter(letter: string): Pick<Response, "direction" | "sure"> | null {
  return LETTERS[letter] ?? null;
}

/** What moves when something is pushed up (1) or down (-1); null where the page cannot say. */
export function responsesTo(press: PressTable | undefined, id: string, push: number): Response[] | null {
  const at = press?.elements.indexOf(id) ?? -1;
  if (!press || at < 0) return null;
  const hangs = press.hangs[at] ?? [];
  let unsure = 0;
  return Array.from(press.cells[at] ?? "").flatMap((letter, row) => {
    const read = readLetter(letter);
    if (!read) return [];
    const check = read.sure === "nearly" ? null : (press.checks[hangs[unsure++] ?? -1] ?? null);
    // The map is linear about where it stands: the other push moves everything the other way.
    return [{ id: press.elements[row] ?? "", direction: read.direction * push || 0, sure: read.sure, check }];
  });
}

/** The links that the unsure ones hang on, each with how many; those with most first. */
export function hangsOn(responses: readonly Response[]): { check: Check; count: number }[] {
  const found = new Map<string, { check: Check; count: number }>();
  for (const { check } of responses) {
    if (!check) continue;
    const known = found.get(check.join(" "));
    if (known) known.count++;
    else found.set(check.join(" "), { check, count: 1 });
  }
  return [...found.values()].sort((one, other) => other.count - one.count);
}

/** A symbol and a word: nothing is said by colour alone. */
export function badgeOf({ direction, sure }: Pick<Response, "direction" | "sure">): string {
  if (sure === "either") return "? either way";
  const way = direction > 0 ? "↑ more" : "↓ less";
  return sure === "nearly" ? way : `${way}, ${sure === "usually" ? "usually" : "if at all"}`;
}

/** What is chosen while an answer is looked at. */
export type Asked = { what: "press"; id: string; push: number } | { what: "place" | "rests"; id: string };

export function askedId(asked: Asked): string {
  return asked.what === "press" ? `press:${asked.push > 0 ? "more" : "less"}:${asked.id}` : `${asked.what}:${asked.id}`;
}

export function askedOf(pick: string): Asked | null {
  const [, what, , way, id = ""] = /^(press|place|rests):((more|less):)?(.+)$/s.exec(pick) ?? [];
  if (what === "press") return way ? { what, id, push: way === "more" ? 1 : -1 } : null;
  return what === "place" || what === "rests" ? { what, id: pick.slice(what.length + 1) } : null;
}

export function placeOf(data: PageData, id: string): Place | undefined {
  return data.levers?.places.find((place) => place.id === id);
}

export function restsItemOf(data: PageData, id: string): RestsItem | undefined {
  return data.rests?.items.find((item) => item.id === id);
}

/** Whether the page has an answer to what is chosen. */
export function answers(model: Model, pick: string): boolean {
  const asked = askedOf(pick);
  if (!asked) return false;
  if (asked.what === "press") return model.data.press?.elements.includes(asked.id) ?? false;
  return (asked.what === "place" ? placeOf : restsItemOf)(model.data, asked.id) !== undefined;
}

/** What stands out on the map while an answer is looked at. */
export function emphasiseAnswer(model: Model, pick: string): Emphasis | null {
  const asked = askedOf(pick);
  if (!asked || !answers(model, pick)) return null;
  const base = { picked: asked.id, fades: true, only: false, loop: null };
  const ids = new Set([asked.id]);
  const links = new Set<Link>();
  const badges = new Map<string, string>();
  const add = (link: string): void => {
    const found = model.links.get(link);
    if (found) links.add(found);
  };
  if (asked.what === "press") {
    badges.set(asked.id, asked.push > 0 ? "more of this" : "less of this");
    for (const each of responsesTo(model.data.press, asked.id, asked.push) ?? []) badges.set(each.id, badgeOf(each));
    for (const link of model.data.links) {
      if (link.kind === "INFLUENCES" && badges.has(link.from) && badges.has(link.to) && link.to !== asked.id) add(link.id);
    }
  } else if (asked.what === "place") {
    const place = placeOf(model.data, asked.id);
    const push = place?.push ?? 1;
    badges.set(asked.id, push > 0 ? "more of this" : "less of this");
    const reached = new Map(responsesTo(model.data.press, asked.id, push)?.map((each) => [each.id, each]));
    for (const along of place?.ways ?? []) {
      for (const [step, id] of along.entries()) {
        ids.add(id);
        for (const link of model.leaving.get(id) ?? []) if (link.kind === "INFLUENCES" && link.to === along[step + 1]) links.add(link);
      }
    }
    for (const id of [...(place?.moves ?? []).map(([moved]) => moved), ...(place?.unwanted ?? [])]) {
      const response = reached.get(id);
      const unwanted = place?.unwanted.includes(id) ? "! unwanted: " : "";
      if (response && id !== asked.id) badges.set(id, unwanted + badgeOf(response));
    }
  } else {
    const item = restsItemOf(model.data, asked.id);
    badges.set(asked.id, "if this stopped");
    for (const [id, , , along] of item?.stops ?? []) {
      badges.set(id, "× stops");
      for (const link of along) add(link);
    }
    for (const [id] of item?.weakened ?? []) badges.set(id, "~ loses some");
  }
  for (const id of badges.keys()) ids.add(id);
  for (const link of links) ids.add(link.from).add(link.to);
  const elements = new Set([...ids].filter((id) => model.elements.has(id)));
  return { ...base, elements, links: [...links], badges };
}
