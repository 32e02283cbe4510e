import { describe, expect, it } from "vitest";
import { changed } from "../src/differences";

describe("what differs in a scenario", () => {
  const base = { list: [{ id: "a", name: "A" }, { id: "b", name: "B" }, { id: "c" }], lost: 1, kept: { deep: [1] } };

  it("makes the scenario's data out of the base's, in their order, and leaves those as they were", () => {
    const before = structuredClone(base);
    const found = changed(base, {
      names: {
        list: { by: "id", same: { b: { names: { name: { is: "B2" } }, gone: [] } }, gone: ["c"], new: [["", { id: "x" }], ["a", { id: "y" }], ["y", { id: "z" }]] },
        fresh: { is: null },
      },
      gone: ["lost"],
    });
    expect(found).toEqual({ list: [{ id: "x" }, { id: "a", name: "A" }, { id: "y" }, { id: "z" }, { id: "b", name: "B2" }], kept: { deep: [1] }, fresh: null });
    expect(base).toEqual(before);
  });
});
