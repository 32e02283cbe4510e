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
      steps: 2,
      way: "in",
      step: 4,
      projector: true,
      year: "2025-26",
      scenario: "SC1",
      folding: { overview: false, opened: new Set<string>(), closed: new Set(["a,b", "c&d"]) },
    };
    expect(readFragment(writeFragment(state))).toEqual(state);
    const none: State = { ...START, view: "map", layers: new Set() };
    expect(readFragment(writeFragment(none))).toEqual(none);
  });

  it("opens on the front page, and on the map for whoever names something on it", () => {
    expect(readFragment("").view).toBe("front");
    expect(readFragment("#pick=F05").view).toBe("");
    expect(readFragment("#projector")).toMatchObject({ projector: true, view: "" });
  });

  it("takes no harm from anything else", () => {
    expect(readFragment("#hide.kind=&hide.nothing=1&%%%").hidden).toEqual(NOTHING_HIDDEN);
    expect(readFragment("#steps=99&way=up&step=-4")).toMatchObject({ steps: 3, way: "both", step: 0 });
    expect(readFragment("#layers=causal,<script>").layers).toEqual(new Set(["causal"]));
  });
});
