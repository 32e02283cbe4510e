import { describe, expect, it } from "vitest";
import { NOTHING_HIDDEN } from "../src/filters";
import { makeModel } from "../src/model";
import { drawnBy, hiddenBy, openedFor, viewNamed, viewsOf } from "../src/views";
import { element, link, pageData } from "./fixtures";

const layersOf = (id: string, data = pageData()): string[] => viewNamed(viewsOf(data), id).layers;

describe("views", () => {
  it("are found by their id, else by their shape, else the first with a picture is meant", () => {
    const views = viewsOf(pageData());
    expect(viewNamed(views, "who").id).toBe("who");
    expect(viewNamed(views, "money").id).toBe("who");
    expect(viewNamed(views, "no such thing").id).toBe("map");
    expect(viewNamed([...views].reverse(), "").id).toBe("stay-home");
  });

  it("open on what influences what, and on a map without that on its money or other links", () => {
    const other = link("1", "trust", "home", { kind: "DELIVERS", polarity: "" });
    const money = pageData().links.filter(({ kind }) => kind === "FUNDS");
    expect(layersOf("map")).toEqual(["causal"]);
    expect(layersOf("map", pageData({ links: [...money, other] }))).toEqual(["money"]);
    expect(layersOf("map", pageData({ links: [other] }))).toEqual(["other"]);
    expect(layersOf("who", pageData({ links: [other] }))).toEqual(["money"]);
  });

  it("show a body with what it pays and what it moves, alone where no view is about it", () => {
    const model = makeModel(pageData());
    const views = viewsOf(pageData());
    expect(openedFor(views, model, "trust")).toEqual({ view: "map", near: true, layers: new Set(["causal", "money", "other"]) });
    expect(openedFor(views, model, "stay")).toEqual({ view: "map", near: false, layers: null });
    const own = { ...(views[0] as (typeof views)[number]), id: "trusts", shape: "organisation" as const, focus: "trust" };
    expect(openedFor([...views, own], model, "trust")).toEqual({ view: "trusts", near: false, layers: null });
    expect(openedFor(views, model, "sum:total").view).toBe("who");
  });

  it("draw the layers and hide what their maker chose, of what there is to choose", () => {
    const views = viewsOf(pageData());
    expect(viewNamed(views, "stay-home").layers).toEqual(["causal"]);
    expect(hiddenBy(viewNamed(views, "who"))).toEqual({ ...NOTHING_HIDDEN, kind: new Set(["Service"]) });
  });

  it("draw their own part of the map, in its own places, or all of it", () => {
    const model = makeModel(pageData());
    const views = viewsOf(pageData());
    expect(drawnBy(model, viewNamed(views, "map"))).toBe(model);
    const drawn = drawnBy(model, viewNamed(views, "stay-home"));
    expect([...drawn.elements.keys()]).toEqual(["care", "strain", "stay"]);
    expect(drawn.elements.get("stay")).toMatchObject({ x: 5, y: 6, w: 100, outcome: true });
    // The box around the care team is not on this view, so that the team stands free.
    expect(drawn.boxes.get("care")).toMatchObject({ name: "Care team", w: 300, parent: null });
    expect(drawn.elements.get("strain")?.parent).toBe("care");
    expect([...drawn.links.keys()]).toEqual(["2"]);
    // What links and loops say is the same on every view.
    expect(drawn.links.get("2")).toBe(model.links.get("2"));
    expect(drawn.loops.size).toBe(1);
  });

  it("draw what is no longer on the map only where they tell of what changed", () => {
    const gone = { elements: [element("old", { name: "Old" })], links: [link("9", "old", "stay")] };
    const changes = { from: "a", to: "b", added: [], changed: [], removed: [{ id: "old", text: "Old" }], gone };
    const part = { places: [["old", 0, 0] as [string, number, number], ["stay", 9, 9] as [string, number, number]], boxes: [] };
    const data = pageData({ views: [{ id: "v", shape: "changes", question: "?", hint: "", part, changes }] });
    const drawn = drawnBy(makeModel(data), viewNamed(viewsOf(data), "v"));
    expect([...drawn.elements.keys()].sort()).toEqual(["old", "stay"]);
    expect([...drawn.links.keys()]).toEqual(["9"]);
  });
});
