import { describe, expect, it } from "vitest";
import { emphasise, findingId } from "../src/emphasis";
import { apply, NOTHING_HIDDEN } from "../src/filters";
import { makeModel } from "../src/model";
import { START } from "../src/state";
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

  it("is an organisation with all that stands in it and all that leads in or out", () => {
    const found = chosen("council");
    expect([...(found?.elements ?? [])].sort()).toEqual(["care", "council", "home", "stay", "strain"]);
    expect(ids(found?.links)).toEqual(["1", "2", "3"]);
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
