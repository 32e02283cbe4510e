/** What keys do anywhere on the page, and on the map. */

const PAN = 60;
export const ZOOM = 1.25;

/** What a clicker sends. */
const TURNS: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 };

export interface Keys {
  /** Escape: one step back. */
  back(): void;
  find(): void;
  zoom(factor: number): void;
  fit(): void;
  /** Move the view by so many pixels. */
  pan(right: number, down: number): void;
  /** What turns to the next question or the one before, as a presenter's clicker asks; null while nobody presents. */
  turning(): ((way: number) => void) | null;
  /** Any other key on the map; gives whether it did something. */
  walk(key: string): boolean;
}

export function listenForKeys(map: HTMLElement, keys: Keys): void {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    keys.back();
  });
  // Before the map takes these keys for a walk.
  addEventListener(
    "keydown",
    (event) => {
      const way = TURNS[event.key];
      const turn = keys.turning();
      if (way === undefined || !turn) return;
      turn(way);
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  addEventListener("keydown", (event) => {
    // Whoever speaks to their computer says letters all the time: a letter is a key only on the map.
    const onMap = map.contains(document.activeElement);
    if (event.key !== "/" || !onMap || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys.find();
  });
  map.addEventListener("keydown", (event) => onMap(event, map, keys));
}

function onMap(event: KeyboardEvent, map: HTMLElement, keys: Keys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const plain: Record<string, () => void> = {
    "+": () => keys.zoom(ZOOM),
    "=": () => keys.zoom(ZOOM),
    "-": () => keys.zoom(1 / ZOOM),
    "0": () => keys.fit(),
  };
  const arrows: Record<string, () => void> = {
    ArrowLeft: () => keys.pan(-PAN, 0),
    ArrowRight: () => keys.pan(PAN, 0),
    ArrowUp: () => keys.pan(0, -PAN),
    ArrowDown: () => keys.pan(0, PAN),
  };
  const act = plain[event.key] ?? (event.shiftKey ? arrows[event.key] : undefined);
  if (act) act();
  // Enter on the place where one stands is a click on it.
  else if (event.shiftKey || (event.key === "Enter" && event.target !== map) || !keys.walk(event.key)) return;
  event.preventDefault();
}
