/**
 * The picture for the keyboard and for those who listen: one place at a time, in the page where it is on the picture.
 *
 * The place is a real button with the focus, so that what is said and what is ringed cannot differ, and so that no live
 * region has to repeat it. It is made anew at every step: screen readers say a new place, not one whose name changed.
 */

import { button, h } from "./dom";
import type { Picture } from "./draw/picture";
import type { Point } from "./geometry";
import { otherEnd, Walk } from "./walk";
import { count } from "./words";

/** What to press, in the words of the key. */
export const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["Tab", "to the map"],
  ["Down, Up", "the next link of a thing, or the one before; those that lead out come first"],
  ["Right", "along the link to the thing at its other end"],
  ["Left", "back"],
  ["Page Down, Page Up", "the next thing, whether anything joins it or not; on a projector the next question"],
  ["Home", "to the first thing that a link joins"],
  ["Enter", "its details"],
  ["Escape", "back, out of the map, or closes the details"],
  ["Shift and arrows", "move the map"],
  ["+, −, 0", "nearer, farther, all of it"],
  ["/", "from the map to Find"],
];

const SVG = "http://www.w3.org/2000/svg";
/** A place is never smaller than this on the screen, in pixels. */
const LEAST = 28;

export class Twin {
  private readonly walk = new Walk();
  private readonly line = document.createElementNS(SVG, "path");
  private readonly layer: HTMLElement;
  private readonly help = h(
    "p",
    { class: "unseen", id: "map-help" },
    "Arrow keys walk about it: Down and Up choose a link, Right goes along it, Left goes back, Enter opens details. More under Key; all of it also under Table.",
  );
  private place: HTMLButtonElement | null = null;

  constructor(
    private readonly map: HTMLElement,
    private readonly picture: Picture,
    private readonly open: (id: string) => void,
  ) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    svg.append(this.line);
    this.layer = h("div", { class: "twin" });
    this.layer.append(svg);
    map.append(this.layer);
    map.after(this.help);
    // Who goes by Tab stops once on the map, wherever on it they stand.
    this.layer.addEventListener("focusin", () => (map.tabIndex = -1));
    this.layer.addEventListener("focusout", () => {
      map.tabIndex = 0;
      this.line.setAttribute("d", "");
    });
  }

  /** Take the picture as it is shown now, under the question that it answers. */
  update(question: string): void {
    this.walk.take(this.picture.drawnNow);
    const { things, links } = this.walk.size;
    this.map.setAttribute(
      "aria-label",
      things === 0
        ? `Map: ${question} Nothing is drawn on it.`
        : `Map: ${question} ${count(things, "thing")}, ${count(links, "link")}.`,
    );
    if (things === 0) this.map.removeAttribute("aria-describedby");
    else this.map.setAttribute("aria-describedby", this.help.id);
    if (!this.isFocused) return;
    if (this.walk.at) this.stand();
    else this.map.focus({ preventScroll: true });
  }

  /** Go on where one stood. */
  focus(): void {
    if (this.walk.at) this.show();
    else this.map.focus({ preventScroll: true });
  }

  /** Do what a key says; false for a key that says nothing here. `picked` is where a walk begins. */
  press(key: string, picked: string): boolean {
    const { walk } = this;
    const moves: Record<string, () => void> = {
      ArrowDown: () => walk.turn(1),
      ArrowUp: () => walk.turn(-1),
      ArrowRight: () => walk.follow(),
      ArrowLeft: () => walk.back(),
      PageDown: () => walk.step(1),
      PageUp: () => walk.step(-1),
      Home: () => walk.begin(),
    };
    const move = moves[key];
    if (!this.isFocused && (move || key === "Enter")) {
      // The first key only says where one is.
      if (!walk.at || walk.has(picked)) walk.begin(picked);
      this.show();
      return true;
    }
    if (key === "Escape" && this.isFocused) {
      if (walk.at?.link) return this.after(() => walk.back());
      this.map.focus({ preventScroll: true });
      return true;
    }
    return move !== undefined && this.after(move);
  }

  private after(move: () => void): boolean {
    move();
    this.show();
    return true;
  }

  private get isFocused(): boolean {
    return this.place !== null && document.activeElement === this.place;
  }

  /** Bring where one stands into sight, and give it the focus. */
  private show(): void {
    const { at } = this.walk;
    if (!at) return;
    this.picture.reveal(at.link ? otherEnd(at.link, at.thing) : at.thing, [at.thing]);
    const before = this.place;
    this.place = button("", () => this.open(at.link?.id ?? at.thing), {
      class: "place",
      tabindex: 0,
      "aria-label": this.walk.say(),
      "aria-roledescription": at.link ? "link of the map" : "thing of the map",
    });
    this.layer.append(this.place);
    this.stand();
    this.place.focus({ preventScroll: true });
    before?.remove();
  }

  /** Put the ring where the thing or the link is on the screen now. */
  stand(): void {
    const { at } = this.walk;
    if (!at || !this.place) return;
    const frame = this.picture.frameOf(at.thing);
    const points = at.link ? this.picture.lineOf(at.link) : [];
    const middle = points[points.length >> 1];
    const { x, y, w, h: height } = middle ? { ...middle, w: 0, h: 0 } : frame;
    const [wide, high] = [Math.max(LEAST, w + 12), Math.max(LEAST, height + 12)];
    Object.assign(this.place.style, { left: `${x - wide / 2}px`, top: `${y - high / 2}px`, width: `${wide}px`, height: `${high}px` });
    this.line.setAttribute("d", points.length > 1 ? `M${points.map((each: Point) => `${each.x.toFixed(1)} ${each.y.toFixed(1)}`).join("L")}` : "");
  }
}
