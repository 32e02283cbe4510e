import { describe, expect, it } from "vitest";
import { boxesAround, linksOf, makeModel, placeOf } from "../src/model";
import { element, pageData } from "./fixtures";

describe("the model", () => {
  const model = makeModel(pageData());

  it("knows what stands in a box and what boxes stand around a thing", () => {
    expect(model.inside.get("council")).toEqual(["care"]);
    expect(model.inside.get("care")).toEqual(["home", "strain"]);
    expect(boxesAround(model, "home").map(({ id }) => id)).toEqual(["care", "council"]);
    expect(boxesAround(model, "council")).toEqual([]);
  });

  it("gives an organisation with a box its whole box, and nothing to what is not drawn", () => {
    expect(placeOf(model, "council")).toMatchObject({ w: 400, h: 400 });
    expect(placeOf(model, "trust")).toMatchObject({ x: 900, w: 100 });
    const { x: _x, ...unplaced } = element("note");
    expect(placeOf(makeModel(pageData({ elements: [unplaced] })), "note")).toBeNull();
  });

  it("gives the links of a thing both ways, and the loops through things and links", () => {
    expect(linksOf(model, "home").map(({ id }) => id)).toEqual(["1", "3", "5"]);
    expect(model.loopsThrough.get("2")?.map(({ id }) => id)).toEqual(["L1"]);
  });

  it("takes ids that are names of things in every object", () => {
    const ids = ["__proto__", "constructor", "toString", "1", "0"];
    const odd = makeModel(pageData({ elements: ids.map((id) => element(id)), links: [], loops: [], boxes: [] }));
    expect([...odd.elements.keys()]).toEqual(ids);
    expect(linksOf(odd, "constructor")).toEqual([]);
  });

  it("does not go round for ever in boxes that hold each other", () => {
    const boxes = [
      { id: "a", name: "a", x: 0, y: 0, w: 1, h: 1, parent: "b" },
      { id: "b", name: "b", x: 0, y: 0, w: 1, h: 1, parent: "a" },
    ];
    expect(boxesAround(makeModel(pageData({ boxes })), "a").length).toBeLessThan(200);
  });
});
