import { describe, expect, it } from "vitest";
import { changesById } from "../src/changes";
import type { Changes } from "../src/contract";
import { emphasise } from "../src/emphasis";
import { apply, NOTHING_HIDDEN } from "../src/filters";
import { makeModel } from "../src/model";
import { START } from "../src/state";
import { drawnBy, type View, viewsOf } from "../src/views";
import { element, link, pageData } from "./fixtures";

const changes: Changes = {
  from: "spring",
  to: "now",
  added: [{ id: "stay", text: "Staying" }],
  changed: [{ id: "1", text: "A link." }],
  removed: [{ id: "old", text: "Old" }],
  gone: { elements: [element("old", { name: "Old" })], links: [link("9", "old", "stay")] },
};
const data = pageData();
const view: View = {
  ...(viewsOf(data)[0] as View),
  part: { places: [["stay", 1, 2], ["old", 3, 4]], boxes: [] },
  changes,
};

describe("what changed between two moments", () => {
  it("is found by id with what happened to it", () => {
    expect(changesById(changes).get("old")?.sort).toBe("removed");
    expect(changesById(changes).get("1")?.sort).toBe("changed");
    expect(changesById(changes).get("home")).toBeUndefined();
  });

  it("has a mark for each, whether something is chosen or not", () => {
    const model = drawnBy(makeModel(data), view);
    const shown = apply(model, NOTHING_HIDDEN, new Set(["causal"] as const));
    for (const pick of ["", "old"]) {
      const found = emphasise(model, { ...START, pick }, shown, view);
      expect(Object.fromEntries(found?.marks ?? [])).toEqual({ stay: "added", "1": "changed", old: "removed" });
      expect(found?.elements.has("old")).toBe(true);
    }
    const { changes: _, ...other } = view;
    expect(emphasise(model, { ...START, pick: "stay" }, shown, other)?.marks).toBeUndefined();
  });
});
