/** Colours by computation: contrast in every theme, and what is left of their difference for those who see fewer. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { paletteFor } from "../src/contrast";
import type { Element } from "../src/contract";
import type { Palette } from "../src/draw/palette";
import { drawElement } from "../src/draw/things";
import { Recorder } from "../src/save/recorder";
import { element } from "./fixtures";

type Rgb = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency", severity 1. */
const SIGHTS: Record<string, readonly Rgb[]> = {
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

function linear(hex: string): Rgb {
  const one = (at: number): number => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [one(1), one(3), one(5)];
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function seen(sight: string, rgb: Rgb): Rgb {
  const rows = SIGHTS[sight] as readonly Rgb[];
  return rows.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))) as unknown as Rgb;
}

/** CIE L*a*b* under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000, after Sharma, Wu and Dalal 2005. */
function difference([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const rad = Math.PI / 180;
  const mean = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(mean ** 7 / (mean ** 7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + g), a2 * (1 + g)];
  const [c1, c2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const hue = (b: number, a: number): number => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / rad + 360) % 360);
  const [h1, h2] = [hue(b1, p1), hue(b2, p2)];
  let dh = c1 * c2 === 0 ? 0 : h2 - h1;
  if (dh > 180) dh -= 360;
  if (dh < -180) dh += 360;
  const [dl, dc, dH] = [l2 - l1, c2 - c1, 2 * Math.sqrt(c1 * c2) * Math.sin((dh / 2) * rad)];
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  let h = c1 * c2 === 0 ? h1 + h2 : (h1 + h2) / 2;
  if (c1 * c2 !== 0 && Math.abs(h1 - h2) > 180) h = h1 + h2 < 360 ? h + 180 : h - 180;
  const cos = (degrees: number): number => Math.cos(degrees * rad);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63);
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * c, 1 + 0.015 * c * t];
  const rt = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(60 * Math.exp(-(((h - 275) / 25) ** 2)) * rad);
  return Math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dH / sh) ** 2 + rt * (dc / sc) * (dH / sh));
}

const THEMES = [
  ["light", false, false],
  ["dark", true, false],
  ["light, high contrast", false, true],
  ["dark, high contrast", true, true],
] as const;

const TEXT = 4.5;
const MARK = 3;
/** Colours this far apart are told apart at a glance; 1 is the least that anybody sees side by side. */
const APART = 10;

/**
 * Pairs that people compare. Outcomes are rings and factors dots; money is a ribbon and influence a line with a sign: their
 * forms tell them apart, and their colours are not asked to.
 */
const PAIRS: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ["same", "opposite"],
  ["money", "same"],
  ["pick", "boxLine"],
];

describe("the measure of difference", () => {
  it("agrees with published pairs of Sharma, Wu and Dalal", () => {
    expect(difference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 3);
    expect(difference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 3);
    expect(difference([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 3);
  });
});

describe.each(THEMES)("colours, %s", (_, dark, strong) => {
  const palette = paletteFor(dark, strong);

  it("letters on the picture can be read on what is behind them", () => {
    for (const ground of [palette.paper, ...palette.boxFills, palette.service]) expect(contrast(palette.ink, ground), ground).toBeGreaterThan(TEXT);
    expect(contrast(palette.tabInk, palette.tab)).toBeGreaterThan(TEXT);
    expect(contrast(palette.moneyInk, palette.paper)).toBeGreaterThan(TEXT);
  });

  it("marks and lines stand out from the paper", () => {
    const marks = ["same", "opposite", "unsure", "other", "outcome", "mark", "dot", "serviceLine", "boxLine", "pick", "question"] as const;
    for (const mark of marks) expect(contrast(palette[mark], palette.paper), mark).toBeGreaterThanOrEqual(MARK);
    for (const [name, colour] of Object.entries(palette.boundary)) expect(contrast(colour, palette.paper), name).toBeGreaterThanOrEqual(MARK);
  });

  it.each(Object.keys(SIGHTS))("colours that say something differ for %s", (sight) => {
    for (const [one, other] of PAIRS) {
      const [a, b] = [palette[one], palette[other]] as [string, string];
      expect(difference(lab(seen(sight, linear(a))), lab(seen(sight, linear(b)))), `${one} ${other}`).toBeGreaterThan(APART);
    }
    const classes = Object.entries(palette.boundary);
    for (const [index, [one, a]] of classes.entries()) {
      for (const [other, b] of classes.slice(index + 1)) {
        expect(difference(lab(seen(sight, linear(a))), lab(seen(sight, linear(b)))), `${one} ${other}`).toBeGreaterThan(APART);
      }
    }
  });

  it("classes of boundary differ for those who see all colours, too", () => {
    const classes = Object.values(palette.boundary).map((each) => lab(linear(each)));
    for (const [index, one] of classes.entries()) {
      for (const other of classes.slice(index + 1)) expect(difference(one, other)).toBeGreaterThan(APART);
    }
  });
});

describe("kinds of things without their colours", () => {
  const one = "#000000";
  const { boxFills, boundary, ...single } = paletteFor(false, false);
  const grey: Palette = {
    ...(Object.fromEntries(Object.keys(single).map((name) => [name, one])) as Omit<Palette, "boxFills" | "boundary">),
    boxFills: boxFills.map(() => one),
    boundary: Object.fromEntries(Object.keys(boundary).map((name) => [name, one])),
  };
  const drawn = (change: Partial<Element>, scale: number): string => {
    const ctx = new Recorder((text) => ({ width: 8 * text.length }) as TextMetrics);
    drawElement({ ctx, palette: grey, scale, least: 13 }, element("Name", change), { x: 0, y: 0, w: 120, h: 40 });
    return ctx.elements.join("\n");
  };
  const kinds: Partial<Element>[] = [{ kind: "Organisation" }, { kind: "Service" }, { kind: "Factor" }, { kind: "Factor", outcome: true }, { kind: "Agreement" }];

  it.each([["near", 1], ["from afar", 0.2]])("differ in form, %s", (_, scale) => {
    expect(new Set(kinds.map((kind) => drawn(kind, scale))).size).toBe(kinds.length);
  });

  it("do not differ by sector, which words say", () => {
    for (const kind of kinds) expect(drawn({ ...kind, sector: "public" }, 1)).toBe(drawn({ ...kind, sector: "voluntary" }, 1));
  });
});

describe("colours of the page around the picture", () => {
  const css = readFileSync(new URL("../src/styles/base.css", import.meta.url), "utf8");
  const variables = (selector: string): Record<string, string> => {
    const body = css.slice(css.indexOf(`${selector} {`)).split("}")[0] ?? "";
    return Object.fromEntries([...body.matchAll(/--([\w-]+): (#\w{6})/g)].map((found) => [found[1], found[2]]));
  };
  const light = variables(":root");
  const dark = variables(':root[data-theme="dark"]');
  const strong = variables(':root[data-contrast="more"]');
  const themes: [string, Record<string, string>][] = [
    ["light", light],
    ["dark", dark],
    ["light, high contrast", { ...light, ...strong }],
    ["dark, high contrast", { ...dark, ...variables(':root[data-contrast="more"][data-theme="dark"]') }],
  ];

  it.each(themes)("letters and edges, %s", (_, colours) => {
    for (const letters of ["ink", "soft", "pick", "warn", "same", "opposite", "unsure", "money", "service", "outcome", "organisation"]) {
      for (const ground of ["paper", "raised"]) {
        expect(contrast(colours[letters] ?? "", colours[ground] ?? ""), `${letters} on ${ground}`).toBeGreaterThan(TEXT);
      }
    }
    // What goes up, goes down, or cannot be told: its words say it too.
    const verdicts = ["same", "opposite", "unsure"].map((each) => linear(colours[each] ?? ""));
    for (const sight of Object.keys(SIGHTS)) {
      for (const [index, one] of verdicts.entries()) {
        for (const other of verdicts.slice(index + 1)) expect(difference(lab(seen(sight, one)), lab(seen(sight, other))), `${sight} ${index}`).toBeGreaterThan(APART);
      }
    }
    expect(contrast(colours["edge"] ?? "", colours["raised"] ?? "")).toBeGreaterThanOrEqual(MARK);
  });

  it.each(themes)("figures on every shade of the matrix, and each shade beside the next, %s", (_, colours) => {
    const figures = readFileSync(new URL("../src/styles/figures.css", import.meta.url), "utf8");
    expect(figures).toMatch(/\.matrix \.sum \{\s+color: var\(--ink\);/);
    const shares = [...figures.matchAll(/var\(--money\) (\d+)%, var\(--raised\)/g)].map((found) => Number(found[1]) / 100);
    expect(shares).toHaveLength(4);
    const part = (name: string, at: number): number => Number.parseInt((colours[name] ?? "").slice(at, at + 2), 16);
    const mixed = (share: number): string =>
      `#${[1, 3, 5].map((at) => Math.round(share * part("money", at) + (1 - share) * part("raised", at)).toString(16).padStart(2, "0")).join("")}`;
    const shades = [0, ...shares].map(mixed);
    for (const shade of shades) expect(contrast(colours["ink"] ?? "", shade), shade).toBeGreaterThan(TEXT);
    for (const [index, shade] of shades.slice(1).entries()) expect(difference(lab(linear(shade)), lab(linear(shades[index] ?? ""))), shade).toBeGreaterThan(3);
  });
});
