/** Going about the picture in steps, from a thing to a link to the thing at its other end, and what is said of each. Pure. */

import type { Element, Link } from "./contract";
import type { Shown } from "./filters";
import type { Rect } from "./geometry";
import { boxesAround, type Model } from "./model";
import { count, kindWords, polarityWords } from "./words";

/** Where somebody stands: on a thing, or on a link as it is met from that thing. */
export interface Stop {
  thing: string;
  link: Link | null;
}

/** What there is to go about: the picture as it is shown, closed boxes and combined links included. */
export interface Ground {
  model: Model;
  shown: Shown;
  places: ReadonlyMap<string, Rect>;
  closed: ReadonlySet<string>;
}

export class Walk {
  at: Stop | null = null;
  /** Things behind, the last one last. */
  private trail: string[] = [];
  private ground: Ground | null = null;
  private joined = new Map<string, Link[]>();
  private order: string[] = [];

  /** Take the picture as it is now. Where one stands is kept as far as it is still shown. */
  take(ground: Ground): void {
    if (this.ground?.shown === ground.shown && this.ground.model === ground.model) return;
    this.ground = ground;
    this.order = [];
    this.joined = linksAt(ground.shown);
    this.trail = this.trail.filter((id) => this.hasThing(id));
    if (!this.at) return;
    const { thing, link } = this.at;
    const same = link && this.linksOf(thing).find((each) => each.id === link.id);
    this.at = this.hasThing(thing) ? { thing, link: same ?? null } : null;
  }

  /** How many things and links can be gone to. */
  get size(): { things: number; links: number } {
    return { things: this.inOrder().length, links: this.ground?.shown.links.length ?? 0 };
  }

  /**
   * Begin at a thing or a link; where neither is shown at the first thing that a link joins, so that the first keys lead
   * somewhere, or at the first of all.
   */
  begin(id = ""): void {
    const link = this.linkNamed(id);
    const thing = link ? link.from : this.hasThing(id) ? id : (this.inOrder().find((each) => this.linksOf(each).length > 0) ?? this.inOrder()[0]);
    this.trail = [];
    this.at = thing === undefined ? null : { thing, link: link ?? null };
  }

  /** The next link of the thing, or the one before: those that lead out come first. */
  turn(by: 1 | -1): void {
    if (!this.at) return;
    const { thing, link } = this.at;
    const links = this.linksOf(thing);
    const index = links.findIndex((each) => each.id === link?.id);
    const next = index < 0 ? (by > 0 ? 0 : links.length - 1) : (index + by + links.length) % links.length;
    this.at = { thing, link: links[next] ?? null };
  }

  /** Along the link to its other end; on a thing to its first link. */
  follow(): void {
    if (!this.at?.link) return this.turn(1);
    this.trail.push(this.at.thing);
    this.at = { thing: otherEnd(this.at.link, this.at.thing), link: null };
  }

  /** From a link to its thing, from a thing to the one before it. */
  back(): void {
    if (!this.at) return;
    this.at = { thing: this.at.link ? this.at.thing : (this.trail.pop() ?? this.at.thing), link: null };
  }

  /** To the next thing as one reads the picture, or the one before, whether anything joins them or not. */
  step(by: 1 | -1): void {
    const order = this.inOrder();
    if (!this.at || order.length === 0) return;
    const next = (order.indexOf(this.at.thing) + by + order.length) % order.length;
    this.trail.push(this.at.thing);
    this.at = { thing: order[next] as string, link: null };
  }

  /** What is said where one stands. */
  say(): string {
    if (!this.at || !this.ground) return "";
    const { thing, link } = this.at;
    return link ? this.sayLink(thing, link) : `${this.sayThing(thing)} ${this.sayLinks(thing)}`;
  }

  private sayThing(id: string): string {
    const { model, closed } = this.ground as Ground;
    const element = model.elements.get(id);
    if (!element) return "";
    const around = boxesAround(model, id).find((box) => this.hasThing(box.id));
    const inside = closed.has(id) ? 0 : (model.inside.get(id) ?? []).filter((each) => this.hasThing(each)).length;
    return [
      `${named(element)}${around ? `, in ${around.name}` : ""}.`,
      closed.has(id) && `A closed box of ${count(thingsIn(model, id), "thing")}.`,
      inside > 0 && `${count(inside, "thing")} in its box.`,
      element.owner === "none" && "Nobody on this map owns it.",
    ]
      .filter(Boolean)
      .join(" ");
  }

  private sayLinks(id: string): string {
    const links = this.linksOf(id);
    if (links.length === 0) return this.inOrder().length > 1 ? "No links here: Page Down goes on to the next thing." : "No links.";
    const out = links.filter((link) => link.from === id).length;
    return `${count(links.length, "link")}: ${out} out, ${links.length - out} in.`;
  }

  private sayLink(thing: string, link: Link): string {
    const { model } = this.ground as Ground;
    const links = this.linksOf(thing);
    const words = model.data.words;
    const other = model.elements.get(otherEnd(link, thing));
    const how = [
      link.from === link.to ? "round to itself" : link.from === thing ? "out" : "in",
      link.money ? "money" : polarityWords(link),
      link.confidence === "contested" && "contested",
      link.delay && link.delay !== "none" && `after ${words.delays[link.delay] ?? link.delay}`,
    ];
    const number = links.findIndex((each) => each.id === link.id) + 1;
    const end = other && `${link.from === thing ? "Leads to" : "Comes from"} ${named(other)}, ${count(this.linksOf(other.id).length, "link")}.`;
    // The thing itself was said when one came to it, and is in the sentence.
    return `Link ${number} of ${links.length}, ${how.filter(Boolean).join(", ")}: ${ended(link.sentence)} ${end ?? ""}`.trim();
  }

  /** Whether a thing or a link is there to be gone to. */
  has(id: string): boolean {
    return this.hasThing(id) || this.linkNamed(id) !== undefined;
  }

  private hasThing(id: string): boolean {
    return this.ground !== null && this.ground.shown.elements.has(id) && this.ground.places.has(id);
  }

  private linkNamed(id: string): Link | undefined {
    return this.ground?.shown.links.find((each) => each.id === id);
  }

  private linksOf(id: string): readonly Link[] {
    return this.joined.get(id) ?? [];
  }

  /** Things in the order in which the picture reads: from the top, a box before what is in it. */
  private inOrder(): readonly string[] {
    if (this.order.length > 0 || !this.ground) return this.order;
    const { model, shown, places } = this.ground;
    const children = new Map<string, string[]>();
    for (const id of shown.elements) {
      if (!this.hasThing(id)) continue;
      const around = boxesAround(model, id).find((box) => this.hasThing(box.id))?.id ?? "";
      const list = children.get(around);
      if (list) list.push(id);
      else children.set(around, [id]);
    }
    const top = (id: string): number => (places.get(id)?.y ?? 0) - (places.get(id)?.h ?? 0) / 2;
    const left = (id: string): number => (places.get(id)?.x ?? 0) - (places.get(id)?.w ?? 0) / 2;
    const visit = (id: string): void => {
      for (const each of (children.get(id) ?? []).sort((one, other) => top(one) - top(other) || left(one) - left(other))) {
        this.order.push(each);
        visit(each);
      }
    };
    visit("");
    return this.order;
  }
}

export function otherEnd(link: Link, thing: string): string {
  return link.from === thing ? link.to : link.from;
}

/** The links of each thing: those that leave it, then those that reach it. */
export function linksAt({ links }: Shown): Map<string, Link[]> {
  const joined = new Map<string, Link[]>();
  const add = (id: string, link: Link): void => {
    const list = joined.get(id);
    if (list) list.push(link);
    else joined.set(id, [link]);
  };
  for (const link of links) add(link.from, link);
  for (const link of links) if (link.to !== link.from) add(link.to, link);
  return joined;
}

function named(element: Element): string {
  return `${element.name}, ${kindWords(element)}`;
}

function thingsIn(model: Model, id: string): number {
  return (model.inside.get(id) ?? []).reduce((sum, each) => sum + 1 + thingsIn(model, each), 0);
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
