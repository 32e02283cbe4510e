import { describe, expect, it } from "vitest";

import type { Loop, Ranked } from "../src/contract";
import { inOrder, rankWords, wanted, weighed } from "../src/ranked";
import { pageData } from "./fixtures";

const loop = (id: string, change: Partial<Loop> = {}): Loop => ({
  id,
  name: id,
  type: "R",
  links: [],
  elements: ["a", "b"],
  story: "",
  named: false,
  broken: false,
  ...change,
});

const known = (rank: number): Ranked["loops"][string] => ({ ranks: [1, rank, 3.4], there: "50%", size: "0.40", delay: "weeks" });

const loops = [
  loop("broken", { named: true, broken: true }),
  loop("second", { named: true }),
  loop("first", { type: "B", elements: ["b", "c"] }),
  loop("level"),
];
const ranked: Ranked = {
  loops: { first: known(1), second: known(2.5), level: known(2.5) },
  of: 3,
  said: [],
  versions: "",
  again: "",
  how: [],
};
const data = pageData({ loops, ranked });

describe("loops of a page", () => {
  it("stand as they are ranked, level ones as the ranking has them, and last what is not ranked", () => {
    expect(inOrder(data).map(({ id }) => id)).toEqual(["first", "second", "level", "broken"]);
  });

  it("stand as they come where nothing is ranked", () => {
    expect(inOrder(pageData({ loops })).map(({ id }) => id)).toEqual(["broken", "second", "first", "level"]);
    expect(weighed(pageData({ loops }), loop("first"))).toEqual([]);
  });

  it("are those a reader asks for", () => {
    const ids = (...wish: Parameters<typeof wanted>): string[] => wanted(...wish).map(({ id }) => id);
    expect(ids(loops, { which: "named", type: "", through: "" })).toEqual(["broken", "second"]);
    expect(ids(loops, { which: "all", type: "B", through: "" })).toEqual(["first"]);
    expect(ids(loops, { which: "all", type: "R", through: "c" })).toEqual([]);
    expect(ids(loops, { which: "all", type: "", through: "c" })).toEqual(["first"]);
  });

  it("say between which places they lie", () => {
    expect(rankWords([1, 2, 3], 3)).toBe("between 1st and 3rd of 3");
    expect(rankWords([2, 5, 11.6], 21)).toBe("between 2nd and 12th of 21");
    expect(rankWords([2, 2, 2], 3)).toBe("2nd of 3");
    expect(weighed(data, loop("first")).map(({ value }) => value)).toEqual(["between 1st and 3rd of 3", "50%", "0.40", "weeks"]);
  });
});
