/** What is saved of a page: plain amounts, cells that no spreadsheet runs, what is drawn in words, and the key. */

import { describe, expect, it } from "vitest";
import type { Link } from "../src/contract";
import { apply, NOTHING_HIDDEN } from "../src/filters";
import { makeModel } from "../src/model";
import { keyOf } from "../src/panels/key";
import { cell } from "../src/positions";
import { sayDrawn } from "../src/save/drawn";
import { amountOf, linksTable, thingsTable } from "../src/save/tables";
import { viewsOf } from "../src/views";
import { link, pageData } from "./fixtures";

const flow = (exact: string): Link => link("1", "a", "b", { money: { text: "", exact, width: 1, sort: "cash" } });

describe("the plain amount", () => {
  it.each([
    ["£64,612,345.10 in 2025-26, actual", "64612345.10"],
    ["-£300 in 2025-26, actual", "-300"],
    ["9,600,000 EUR in 2025-26, actual", "9600000"],
    ["£50,000 to £100,000 in 2025-26, actual", ""],
    ["£1,000,000 or more in 2025-26, actual", ""],
    ["not known in year not known, basis not known", ""],
    ["withheld in 2025-26, actual", ""],
  ])("of %s is “%s”", (exact, amount) => expect(amountOf(flow(exact))).toBe(amount));
});

describe("cells", () => {
  it.each(["=1+1", " =1+1", "\t@x", "＝1+1", "'=1+1", "-1+1"])("keep %j from being run", (text) => expect(cell(text).replaceAll('"', "")).toBe(`'${text}`));
  it.each(["-300", "-1.5", "plain", "a=b"])("leave %j as it is", (text) => expect(cell(text)).toBe(text));
});

describe("what is drawn", () => {
  const data = pageData();
  const model = makeModel(data);
  const [view] = viewsOf(data);
  if (!view) throw new Error("the fixtures have views");

  it("is said by what is left out, and nothing is said where nothing is", () => {
    const shown = apply(model, NOTHING_HIDDEN, new Set(["causal"]));
    expect(sayDrawn(data, model, shown)).toBe(
      `${shown.elements.size} of ${shown.elements.size + 1} things and 3 of 5 links are drawn: without money, other links, agreements, posts and places.`,
    );
    const all = apply(model, NOTHING_HIDDEN, new Set(["causal", "money", "other", "marks"]));
    expect(sayDrawn(data, model, all)).toBe("");
  });

  it("has no row for what has no place", () => {
    const bare = makeModel({ ...data, elements: data.elements.map((each) => (each.id === "trust" ? { ...each, x: undefined } : each)) as typeof data.elements });
    const all = apply(bare, NOTHING_HIDDEN, new Set(["causal", "money", "other", "marks"]));
    expect(all.elements.has("trust")).toBe(true);
    expect(thingsTable(bare, all)).not.toContain("\ntrust,");
    expect(linksTable(bare, all)).not.toContain("\n4,");
  });

  it("is explained by the key, the number and the ring of a loop too", () => {
    const shown = apply(model, NOTHING_HIDDEN, new Set(["causal"]));
    const said = (loop: string): string[] => keyOf({ drawn: model, shown, view, loop: model.loops.get(loop) }).flatMap(({ rows }) => rows.map(([, text]) => text));
    expect(said("")).toContain("Opposite way: more A means less B");
    expect(said("").join()).not.toMatch(/ribbon|Feeds itself|A number/);
    expect(said("L1")).toEqual(expect.arrayContaining(["Feeds itself: what goes round comes back stronger", "A number: which link of the loop it is, in order"]));
  });
});
