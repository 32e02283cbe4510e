/**
 * Hands on the map: mouse and pen drag things and ground, one finger moves the view, two fingers or the wheel zoom.
 *
 * A finger never moves a thing, because on glass that must not happen by accident.
 */

import type { Point } from "../geometry";
import type { Stage } from "./stage";

/** What is under the hand, and what becomes of it. */
export interface Touched {
  /** The thing that a hand at this place of the map would drag; null for none. */
  handleAt(at: Point): string | null;
  drag(id: string, by: Point): void;
  dropped(id: string): void;
  tapped(at: Point): void;
  tappedTwice(at: Point): void;
  /** Over a place of the map, at a place of the screen; or over none. */
  over(at: Point | null, screen: Point): void;
}

/** How far a hand moves by accident, in pixels. */
const STEADY = 4;
const STEADY_FINGER = 10;
/** How much a turn of the wheel zooms, by its pixels; by pinching a touchpad, which browsers tell as a wheel with Ctrl. */
const WHEEL = 0.0016;
const WHEEL_PINCH = 0.01;
const LINE_OF_WHEEL = 16;

interface Hand {
  start: Point;
  last: Point;
  /** The thing held, and where the hand was on the map. */
  held: string | null;
  from: Point;
  moved: boolean;
}

export function listen(container: HTMLElement, stage: Stage, touched: Touched): void {
  const hands = new Map<number, Hand>();
  const here = (event: MouseEvent): Point => {
    const frame = container.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  const nowhere = (): void => touched.over(null, { x: 0, y: 0 });

  container.addEventListener("pointerdown", (event) => {
    nowhere();
    const finger = event.pointerType === "touch";
    if (!finger && event.button !== 0) return;
    const at = here(event);
    const from = stage.toMap(at);
    const held = finger ? null : touched.handleAt(from);
    hands.set(event.pointerId, { start: at, last: at, held, from, moved: false });
    container.setPointerCapture(event.pointerId);
    // A second finger makes it a pinch, which is no tap.
    if (hands.size > 1) for (const hand of hands.values()) hand.moved = true;
  });

  container.addEventListener("pointermove", (event) => {
    const at = here(event);
    const hand = hands.get(event.pointerId);
    if (!hand) {
      if (event.pointerType !== "touch" && event.buttons === 0) touched.over(stage.toMap(at), { x: event.clientX, y: event.clientY });
      return;
    }
    const steady = event.pointerType === "touch" ? STEADY_FINGER : STEADY;
    if (!hand.moved && Math.hypot(at.x - hand.start.x, at.y - hand.start.y) < steady) return;
    hand.moved = true;
    if (hands.size > 1) pinch(hands, hand, at, stage);
    else if (hand.held !== null) {
      const to = stage.toMap(at);
      touched.drag(hand.held, { x: to.x - hand.from.x, y: to.y - hand.from.y });
    } else {
      const { x, y } = stage.position;
      stage.moveTo({ x: x - (at.x - hand.last.x) / stage.scale, y: y - (at.y - hand.last.y) / stage.scale });
    }
    hand.last = at;
  });

  container.addEventListener("pointerup", (event) => {
    const hand = hands.get(event.pointerId);
    hands.delete(event.pointerId);
    if (!hand) return;
    if (!hand.moved) touched.tapped(stage.toMap(here(event)));
    else if (hand.held !== null) touched.dropped(hand.held);
  });
  container.addEventListener("pointercancel", (event) => {
    const hand = hands.get(event.pointerId);
    hands.delete(event.pointerId);
    if (hand?.moved && hand.held !== null) touched.dropped(hand.held);
  });
  container.addEventListener("dblclick", (event) => touched.tappedTwice(stage.toMap(here(event))));
  container.addEventListener("pointerleave", nowhere);
  container.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      nowhere();
      const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_OF_WHEEL : 1);
      stage.zoom(Math.exp(-turned * (event.ctrlKey ? WHEEL_PINCH : WHEEL)), here(event));
    },
    { passive: false },
  );
}

/** Two fingers: what is under them stays under them. */
function pinch(hands: ReadonlyMap<number, Hand>, hand: Hand, at: Point, stage: Stage): void {
  const other = [...hands.values()].find((each) => each !== hand);
  if (!other) return;
  const before = Math.hypot(hand.last.x - other.last.x, hand.last.y - other.last.y);
  const after = Math.hypot(at.x - other.last.x, at.y - other.last.y);
  const middle = (one: Point): Point => ({ x: (one.x + other.last.x) / 2, y: (one.y + other.last.y) / 2 });
  const [was, is] = [middle(hand.last), middle(at)];
  const { x, y } = stage.position;
  stage.moveTo({ x: x - (is.x - was.x) / stage.scale, y: y - (is.y - was.y) / stage.scale });
  if (before > 0 && after > 0) stage.zoom(after / before, is);
}
