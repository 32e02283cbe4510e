import { describe, expect, it } from "vitest";
import { NOTHING_HIDDEN } from "../src/filters";
import { readFragment, START, type State, writeFragment } from "../src/state";

describe("the address", () => {
  it("is plain for how a page opens", () => {
    expect(writeFragment(START)).toBe("");
    expect(readFragment("")).toEqual(START);
    expect(readFragment("#")).toEqual(START);
  });

  it("says everything that was chosen, and gives it back", () => {
    const state: State = {
      view: "money",
      pick: 'x&y="1"#%/ü',
      hidden: { ...NOTHING_HIDDEN, kind: new Set(["Factor", "a,b"]), boundary: new Set(["real_world"]) },
      layers: new Set(["causal", "marks"]),
      near: true,
      projector: true,
      folding: { overview: false, opened: new Set<string>(), closed: new Set(["a,b", "c&d"]) },
    };
    expect(readFragment(writeFragment(state))).toEqual(state);
    const none: State = { ...START, layers: new Set() };
    expect(readFragment(writeFragment(none))).toEqual(none);
  });

  it("reads the short form for a projector", () => {
    expect(readFragment("#projector").projector).toBe(true);
  });

  it("takes no harm from anything else", () => {
    expect(readFragment("#view=../../etc&hide.kind=&hide.nothing=1&%%%").view).toBe("map");
    expect(readFragment("#layers=causal,<script>").layers).toEqual(new Set(["causal"]));
  });
});
