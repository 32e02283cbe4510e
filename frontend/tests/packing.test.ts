import { describe, expect, it } from "vitest";
import { type Embedded, unpack } from "../src/packing";
import { pageData } from "./fixtures";

const { elements: _elements, links: _links, ...rest } = pageData();

describe("packed data", () => {
  it("come back as they are described", () => {
    const packed = {
      ...rest,
      elements: {
        count: 3,
        columns: {
          id: { each: ["a", "b", "c"] },
          name: { each: ["one two three", "two", "$& three"] },
          kind: { of: ["Factor", "Service"], at: [0, 1, 0] },
          x: { each: [1, 3], without: [1] },
          lines: { each: ["2,1", ["own", "lines"], "2"] },
          facts: { lists: [1, 0, 2], of: { count: 3, columns: { label: { all: "l" }, value: { each: ["1", "2", "3"] } } } },
          parent: { all: null },
        },
      },
      links: {
        count: 2,
        columns: {
          id: { each: ["l", "m"] },
          from: { all: "a" },
          to: { each: ["c", "b"] },
          money: { ones: [1, 0], of: { count: 1, columns: { exact: { all: "£$1" } } } },
          said: { each: ["\u0001 pays \u0002 \u0003."], without: [1] },
          sentence: { each: ["As \u0001 it is."], without: [0] },
        },
      },
    } as unknown as Embedded;
    const { elements, links } = unpack(packed);
    expect(elements).toEqual([
      { id: "a", name: "one two three", kind: "Factor", x: 1, lines: ["one two", "three"], facts: [{ label: "l", value: "1" }], parent: null },
      { id: "b", name: "two", kind: "Service", lines: ["own", "lines"], facts: [], parent: null },
      { id: "c", name: "$& three", kind: "Factor", x: 3, lines: ["$& three"], facts: [{ label: "l", value: "2" }, { label: "l", value: "3" }], parent: null },
    ]);
    expect(links.map((each) => each.sentence)).toEqual(["“one two three” pays “$& three” £$1.", "As \u0001 it is."]);
    expect(links.map((each) => each.money)).toEqual([{ exact: "£$1" }, null]);
  });

  it("keep a property called __proto__ as one", () => {
    const columns = { id: { all: "a" }, name: { all: "a" } };
    const data = { ...rest, elements: { count: 1, columns: JSON.parse(JSON.stringify(columns).replace("}}", '},"__proto__":{"all":"x"}}')) }, links: { count: 0, columns: {} } };
    const [only] = unpack(data as unknown as Embedded).elements;
    expect(Object.keys(only ?? {})).toContain("__proto__");
    expect(Object.getPrototypeOf(only)).toBe(Object.prototype);
  });
});
