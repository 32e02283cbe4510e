/** High contrast: the same colours with every line and letter as dark, or as light, as ink. */

import { DARK, LIGHT, type Palette } from "./draw/palette";

/** The colours of the picture; its signs and forms say the same in all of them. */
export function paletteFor(dark: boolean, strong: boolean): Palette {
  const palette = dark ? DARK : LIGHT;
  if (!strong) return palette;
  const { ink } = palette;
  const paper = dark ? "#000000" : "#ffffff";
  return {
    ...palette,
    paper,
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

/** The colours that the page has now. */
export function paletteNow(): Palette {
  const { theme, contrast } = document.documentElement.dataset;
  return paletteFor(theme === "dark", contrast === "more");
}
