/** High contrast: the same colours with every line and letter as dark, or as light, as ink. */

import { DARK, LIGHT, type Palette } from "./draw/palette";

/** The colours of the picture; its signs and forms say the same in all of them. */
export function paletteFor(dark: boolean, strong: boolean): Palette {
  const palette = dark ? DARK : LIGHT;
  return strong ? { ...strengthened(palette, dark ? "#000000" : "#ffffff", palette.ink), money: dark ? "#ffcf6b" : "#7a4f00" } : palette;
}

function strengthened(palette: Palette, paper: string, ink: string): Palette {
  return {
    ...palette,
    paper,
    ink,
    soft: ink,
    boxFills: [paper, paper, paper],
    boxLine: ink,
    tab: paper,
    tabInk: ink,
    service: paper,
    serviceLine: ink,
    dot: ink,
    unsure: ink,
    other: ink,
    moneyInk: ink,
  };
}

/** The colours that the page has now; where the system forces its own, on its ground and with its letters. */
export function paletteNow(): Palette {
  const { theme, contrast } = document.documentElement.dataset;
  const dark = theme === "dark";
  if (!isForced()) return paletteFor(dark, contrast === "more");
  const { backgroundColor, color } = getComputedStyle(document.documentElement);
  return strengthened(dark ? DARK : LIGHT, backgroundColor, color);
}

/** Whether the system forces colours of its own on every page. */
export function isForced(): boolean {
  return matchMedia("(forced-colors: active)").matches;
}
