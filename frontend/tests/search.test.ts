import { describe, expect, it } from "vitest";
import { SearchIndex } from "../src/search";
import { element, pageData } from "./fixtures";

describe("search", () => {
  const { elements, loops } = pageData();
  const index = new SearchIndex(elements, loops);

  it("finds by any part of any word, whatever its case", () => {
    expect(index.find("CARE").map(({ id }) => id)).toEqual(["care", "strain", "home"]);
    expect(index.find("strain carer").map(({ id }) => id)).toEqual(["strain"]);
  });

  it("puts names that begin so before names that only hold it", () => {
    const names = ["Old home care", "Daycare", "Care home"].map((name) => element(name, { name }));
    expect(new SearchIndex(names).find("care").map(({ name }) => name)).toEqual(["Care home", "Old home care", "Daycare"]);
  });

  it("finds letters with accents without them, and the other way round", () => {
    const names = new SearchIndex([element("a", { name: "Tŷ Gobaith" }), element("b", { name: "Ty Newydd" })]);
    expect(names.find("ty").length).toBe(2);
    expect(names.find("tŷ").length).toBe(2);
  });

  it("finds by other names and by id", () => {
    const other = new SearchIndex([element("S01", { name: "Care homes", search: "Residential care" })]);
    expect(other.find("resid").map(({ id }) => id)).toEqual(["S01"]);
    expect(other.find("s01").map(({ id }) => id)).toEqual(["S01"]);
  });

  it("finds named loops and no others", () => {
    const found = new SearchIndex([], [...loops, { ...(loops[0] as (typeof loops)[0]), id: "L2", named: false }]);
    expect(found.find("round").map(({ id }) => id)).toEqual(["L1"]);
  });

  it("lists everything when nothing is typed, and nothing when nothing fits", () => {
    expect(index.find("  ").length).toBe(elements.length + 1);
    expect(index.find("zebra")).toEqual([]);
  });

  it("takes what looks like a pattern as it stands", () => {
    expect(new SearchIndex([element("a", { name: "a.*b (c" })]).find(".*b (").length).toBe(1);
    expect(index.find(".*")).toEqual([]);
  });
});
