import { describe, expect, it } from "vitest";
import { emphasise, findingId } from "../src/emphasis";
import { apply, NOTHING_HIDDEN } from "../src/filters";
import { makeModel } from "../src/model";
import { betweenId } from "../src/paths";
import { START } from "../src/state";
import { type View, viewsOf } from "../src/views";
import { pageData } from "./fixtures";

const model = makeModel(pageData());
const shown = apply(model, NOTHING_HIDDEN, new Set(["causal"] as const));
const chosen = (pick: string): ReturnType<typeof emphasise> => emphasise(model, { ...START, pick }, shown);
const ids = (links: readonly { id: string }[] = []): string[] => links.map(({ id }) => id);

describe("what stands out", () => {
  it("is nothing while nothing is chosen", () => {
    expect(chosen("")).toBeNull();
  });

  it("is a thing with its neighbours over the links that are shown", () => {
    const found = chosen("strain");
    expect([...(found?.elements ?? [])].sort()).toEqual(["home", "stay", "strain"]);
    expect(ids(found?.links)).toEqual(["2", "1"]);
  });

  it("is a thing with what is up to three links away, in the direction asked for", () => {
    const reach = (steps: number, way: "both" | "in" | "out"): string[] =>
      [...(emphasise(model, { ...START, pick: "stay", steps, way }, shown)?.elements ?? [])].sort();
    expect(reach(1, "in")).toEqual(["stay", "strain"]);
    expect(reach(2, "in")).toEqual(["home", "stay", "strain"]);
    expect(reach(1, "out")).toEqual(["home", "stay"]);
    expect(reach(1, "both")).toEqual(["home", "stay", "strain"]);
  });

  it("is the ways between two things, or the one that is looked at", () => {
    expect(ids(chosen(betweenId({ from: "home", to: "stay", at: 0 }))?.links)).toEqual(["1", "2"]);
    expect(chosen(betweenId({ from: "home", to: "", at: 0 }))?.elements).toEqual(new Set(["home"]));
  });

  it("is what differs, on a view of what changed", () => {
    const gone = { elements: [], links: [] };
    const changes = { from: "a", to: "b", added: [{ id: "1", text: "" }], changed: [{ id: "deal", text: "" }], removed: [], gone };
    const view = { ...(viewsOf(pageData())[0] as View), shape: "changes" as const, changes };
    const found = emphasise(model, START, shown, view);
    expect([...(found?.elements ?? [])].sort()).toEqual(["deal", "home", "strain"]);
    expect(ids(found?.links)).toEqual(["1"]);
    expect(emphasise(model, START, shown, { ...view, changes: { ...changes, added: [], changed: [] } })).toBeNull();
  });

  it("is the loop that a view tells, as a whole and then step by step", () => {
    const view = { ...(viewsOf(pageData())[0] as View), shape: "loop" as const, focus: "L1" };
    const told = (step: number): ReturnType<typeof emphasise> => emphasise(model, { ...START, step }, shown, view);
    expect(told(0)?.loop?.id).toBe("L1");
    expect(ids(told(2)?.links)).toEqual(["2"]);
    expect(told(2)?.elements).toEqual(new Set(["strain", "stay"]));
    expect(told(99)?.links).toHaveLength(3);
  });

  it("is an organisation with all that stands in it and all that leads in or out", () => {
    const found = chosen("council");
    expect([...(found?.elements ?? [])].sort()).toEqual(["care", "council", "home", "stay", "strain"]);
    expect(ids(found?.links)).toEqual(["1", "2", "3"]);
  });

  it("is a payer too that is a box, and a box around a thing that a link joins to it", () => {
    const paid = apply(model, NOTHING_HIDDEN, new Set(["money", "other"] as const));
    const found = (pick: string): string[] => [...(emphasise(model, { ...START, pick }, paid)?.elements ?? [])].sort();
    expect(found("trust")).toEqual(["council", "trust"]);
    expect(found("home")).toEqual(["council", "home"]);
  });

  it("is a loop with its links in their order, whatever is shown", () => {
    const found = emphasise(model, { ...START, pick: "L1" }, { elements: new Set(), links: [] });
    expect(ids(found?.links)).toEqual(["1", "2", "3"]);
    expect(found?.loop?.id).toBe("L1");
  });

  it("is what a finding rests on", () => {
    const found = chosen(findingId(0));
    expect([...(found?.elements ?? [])].sort()).toEqual(["home", "stay", "strain"]);
    expect(ids(found?.links)).toEqual(["1"]);
    expect(chosen("finding:99")?.elements.has("finding:99")).toBe(true);
  });
});
