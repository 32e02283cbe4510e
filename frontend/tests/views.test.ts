import { describe, expect, it } from "vitest";
import { layersOf, viewOf, viewsFor } from "../src/views";
import { link, pageData } from "./fixtures";

const ids = (data = pageData()): string[] => viewsFor(data).map(({ id }) => id);

describe("views", () => {
  it("are those that the map has something to say in", () => {
    expect(ids()).toEqual(["map", "findings", "loops", "money", "boundaries", "tables"]);
    expect(ids(pageData({ links: [], loops: [], findings: [] }))).toEqual(["map", "tables"]);
  });

  it("open on what influences what, and on a map without that on its money or other links", () => {
    const other = link("1", "trust", "home", { kind: "DELIVERS", polarity: "" });
    const money = pageData().links.filter(({ kind }) => kind === "FUNDS");
    expect(layersOf(viewOf("map"), pageData())).toEqual(["causal"]);
    expect(layersOf(viewOf("map"), pageData({ links: [...money, other] }))).toEqual(["money"]);
    expect(layersOf(viewOf("map"), pageData({ links: [other] }))).toEqual(["other"]);
    expect(layersOf(viewOf("boundaries"), pageData({ links: money }))).toEqual(["money"]);
    expect(layersOf(viewOf("money"), pageData({ links: [other] }))).toEqual(["money"]);
  });
});
