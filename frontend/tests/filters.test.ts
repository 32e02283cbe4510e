import { describe, expect, it } from "vitest";
import { apply, hidesAnything, type Layer, NOTHING_HIDDEN, toggled, UNKNOWN, valuesOf } from "../src/filters";
import { makeModel } from "../src/model";
import { pageData } from "./fixtures";

const model = makeModel(pageData());
const layers = (...those: Layer[]): Set<Layer> => new Set(those);
const ids = (links: readonly { id: string }[]): string[] => links.map(({ id }) => id);

describe("filters", () => {
  it("show the links of the layers that are on, and marks only when asked", () => {
    expect(ids(apply(model, NOTHING_HIDDEN, layers("causal")).links)).toEqual(["1", "2", "3"]);
    expect(ids(apply(model, NOTHING_HIDDEN, layers("money", "other")).links)).toEqual(["4", "5"]);
    expect(apply(model, NOTHING_HIDDEN, layers("causal")).elements.has("deal")).toBe(false);
    expect(apply(model, NOTHING_HIDDEN, layers("marks")).elements.has("deal")).toBe(true);
  });

  it("take a link away with either of its ends", () => {
    const shown = apply(model, toggled(NOTHING_HIDDEN, "kind", "Outcome"), layers("causal"));
    expect(shown.elements.has("stay")).toBe(false);
    expect(ids(shown.links)).toEqual(["1"]);
  });

  it("treat an outcome as no factor", () => {
    const shown = apply(model, toggled(NOTHING_HIDDEN, "kind", "Factor"), layers("causal"));
    expect(shown.elements.has("stay")).toBe(true);
    expect(shown.elements.has("strain")).toBe(false);
  });

  it("hide what nobody said as a value of its own", () => {
    const shown = apply(model, toggled(NOTHING_HIDDEN, "sector", UNKNOWN), layers("causal"));
    expect([...shown.elements].sort()).toEqual(["care", "council", "trust"]);
  });

  it("hide links by boundary without hiding their ends", () => {
    const shown = apply(model, toggled(NOTHING_HIDDEN, "boundary", "real_world"), layers("causal"));
    expect(ids(shown.links)).toEqual(["1"]);
    expect(shown.elements.has("stay")).toBe(true);
  });

  it("come back when toggled twice", () => {
    const once = toggled(NOTHING_HIDDEN, "kind", "Service");
    expect(hidesAnything(once)).toBe(true);
    expect(hidesAnything(toggled(once, "kind", "Service"))).toBe(false);
    expect(hidesAnything(NOTHING_HIDDEN)).toBe(false);
  });

  it("count what there is to hide", () => {
    expect(valuesOf(model, "boundary", new Set(["causal"]))).toEqual([
      { value: "within_unit", count: 1 },
      { value: "real_world", count: 2 },
    ]);
    expect(valuesOf(model, "kind", new Set(["causal"]))).toContainEqual({ value: "Organisation", count: 3 });
  });

  it("offer nothing that is not drawn: no marks before they are asked for, no links of other layers", () => {
    const kinds = (...layers: Layer[]): string[] => valuesOf(model, "kind", new Set(layers)).map(({ value }) => value);
    expect(kinds("causal")).not.toContain("Agreement");
    expect(kinds("causal", "marks")).toContain("Agreement");
    expect(valuesOf(model, "boundary", new Set(["money"]))).toEqual([]);
  });
});
