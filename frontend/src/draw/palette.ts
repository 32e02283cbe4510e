/** Colours by what they say, light and dark. From the colour-blind-safe set of Okabe and Ito, darkened to 3:1 on paper. */

export interface Palette {
  paper: string;
  ink: string;
  soft: string;
  boxFills: readonly string[];
  boxLine: string;
  tab: string;
  tabInk: string;
  service: string;
  serviceLine: string;
  dot: string;
  outcome: string;
  mark: string;
  money: string;
  moneyInk: string;
  same: string;
  opposite: string;
  unsure: string;
  other: string;
  pick: string;
  question: string;
  boundary: Readonly<Record<string, string>>;
}

export const LIGHT: Palette = {
  paper: "#fcfbf8",
  ink: "#1c2630",
  soft: "#55616c",
  boxFills: ["#eff3f6", "#f8fafb", "#eef2f5"],
  boxLine: "#8393a2",
  tab: "#dfe8ef",
  tabInk: "#0a4a78",
  service: "#e2f3ec",
  serviceLine: "#008a65",
  dot: "#66727d",
  outcome: "#b3508c",
  mark: "#2b83b5",
  money: "#e69f00",
  moneyInk: "#7a5200",
  same: "#2a5f8e",
  opposite: "#a8401a",
  unsure: "#66707a",
  other: "#8793a0",
  pick: "#0b62c4",
  question: "#c04f00",
  boundary: {
    within_unit: "#7e8b96",
    within_organisation: "#3a464a",
    across_organisations_same_sector: "#007dd2",
    across_sectors: "#a32b6b",
    sector_not_known: "#3d6f86",
    real_world: "#6a5a00",
  },
};

export const DARK: Palette = {
  paper: "#14191e",
  ink: "#edf1f4",
  soft: "#a9b4be",
  boxFills: ["#1d242b", "#232c34", "#29333c"],
  boxLine: "#66778a",
  tab: "#2c3a47",
  tabInk: "#9fd0f5",
  service: "#17372d",
  serviceLine: "#35b98f",
  dot: "#a3afba",
  outcome: "#e296c3",
  mark: "#56b4e9",
  money: "#e69f00",
  moneyInk: "#ffcf6b",
  same: "#7db8ea",
  opposite: "#f0936b",
  unsure: "#a9b2bb",
  other: "#7d8a97",
  pick: "#7fb6ff",
  question: "#ff9a56",
  boundary: {
    within_unit: "#7f8c99",
    within_organisation: "#a4a8a5",
    across_organisations_same_sector: "#56b4e9",
    across_sectors: "#da737e",
    sector_not_known: "#a1c0cf",
    real_world: "#d8c04a",
  },
};

/** How opaque a mark is by how sure people are of it: three steps, none below readable. */
export function opacityOf(confidence: string): number {
  if (confidence === "low") return 0.55;
  return confidence === "medium" || confidence === "contested" ? 0.8 : 1;
}
