/** What the browser's window is told and tells: its address, going back, paper, another width, being closed. */

import { type State, writeFragment } from "./state";

export interface WindowListener {
  /** Somebody went back or forth to another address. */
  address(): void;
  toPaper(): void;
  fromPaper(): void;
  resized(): void;
}

export function listenToWindow(listener: WindowListener): void {
  addEventListener("popstate", () => listener.address());
  addEventListener("beforeprint", () => {
    listener.toPaper();
    showAll();
  });
  addEventListener("afterprint", () => listener.fromPaper());
  // A phone changes its height with every scroll and every keyboard; only another width is another window.
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) listener.resized();
    width = innerWidth;
  });
}

/** On paper nobody can ask for more: lists that a printed panel begins short are shown whole. */
function showAll(): void {
  const next = (): HTMLButtonElement | null => document.querySelector(".printed ~ * button.more");
  for (let show = next(); show; show = next()) show.click();
}

/** Write a state into the address. A view is a page to go back to; what is chosen on it is not. */
export function writeAddress(state: State, turned: boolean): void {
  const address = writeFragment(state) || location.pathname + location.search;
  if (turned) history.pushState(null, "", address);
  else if (address !== location.hash) history.replaceState(null, "", address);
}

/** Stop whoever closes the page with something that is nowhere else, or let them go. */
export function askBeforeLeaving(ask: boolean): void {
  if (ask) addEventListener("beforeunload", warnOfLoss);
  else removeEventListener("beforeunload", warnOfLoss);
}

/** The browser asks in its own words whether to leave. */
function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // Chrome before 119 asks only where this is set.
  event.returnValue = true;
}
