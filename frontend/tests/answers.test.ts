import { describe, expect, it } from "vitest";

import { answers, askedId, askedOf, badgeOf, emphasiseAnswer, hangsOn, responsesTo } from "../src/answers";
import type { PressTable } from "../src/contract";
import { makeModel } from "../src/model";
import { link, pageData } from "./fixtures";

const press: PressTable = {
  elements: ["home", "strain", "trust", "care", "council"],
  cells: ["=Lm?.", "M=i.?", "..=.l", ".j.=.", "....="],
  hangs: [[1, 0], [-1, 0], [1], [0], []],
  checks: [
    ["r1", "which way?"],
    ["r2", "is it there?"],
  ],
  wanted: [["strain", -1]],
  versions: "2,000 versions of the map from seed 1.",
  again: "sysmap press MAP NAME --seed 1",
  how: ["What is asked."],
};

const data = pageData({
  links: [link("r1", "home", "strain", { polarity: "-" }), link("r2", "strain", "trust")],
  press,
  rests: {
    items: [{ id: "council", said: "If it stopped.", stops: [["home", "paid_by", ["council"], ["r9"]]], weakened: [["trust", ["home"]]] }],
    more: 0,
    caution: "Only what is drawn counts.",
    how: [],
  },
});
const model = makeModel(data);

describe("the table of signs", () => {
  it("says of each element which way it goes, how surely, and what that hangs on", () => {
    expect(responsesTo(press, "home", 1)).toEqual([
      { id: "strain", direction: -1, sure: "nearly", check: null },
      { id: "trust", direction: 1, sure: "usually", check: ["r2", "is it there?"] },
      { id: "care", direction: 0, sure: "either", check: ["r1", "which way?"] },
    ]);
  });

  it("turns every direction with the push, and nothing else", () => {
    const less = responsesTo(press, "strain", -1);
    expect(less?.map(({ direction, sure }) => [direction, sure])).toEqual([
      [-1, "nearly"],
      [-1, "perhaps"],
      [0, "either"],
    ]);
    expect(less?.map(({ check }) => check)).toEqual([null, null, ["r1", "which way?"]]);
  });

  it("knows what moves nothing from what it knows nothing of", () => {
    expect(responsesTo(press, "council", 1)).toEqual([]);
    expect(responsesTo(press, "nobody", 1)).toBeNull();
    expect(responsesTo(undefined, "home", 1)).toBeNull();
  });

  it("gives no link where the table has none", () => {
    expect(responsesTo({ ...press, hangs: [], checks: [] }, "home", 1)?.every(({ check }) => check === null)).toBe(true);
  });

  it("puts the link first that most hangs on", () => {
    const found = [...(responsesTo(press, "home", 1) ?? []), ...(responsesTo(press, "care", 1) ?? [])];
    expect(hangsOn(found)).toEqual([
      { check: ["r1", "which way?"], count: 2 },
      { check: ["r2", "is it there?"], count: 1 },
    ]);
  });

  it("says every answer in a word as well as a symbol", () => {
    expect(badgeOf({ direction: 1, sure: "nearly" })).toBe("↑ more");
    expect(badgeOf({ direction: -1, sure: "perhaps" })).toBe("↓ less, if at all");
    expect(badgeOf({ direction: 0, sure: "either" })).toBe("? either way");
  });
});

describe("what is asked", () => {
  it("stands in the address and is read back", () => {
    for (const asked of [
      { what: "press", id: "more:of it", push: -1 },
      { what: "place", id: "F01" },
      { what: "rests", id: "less:" },
    ] as const) {
      expect(askedOf(askedId(asked))).toEqual(asked);
    }
    expect(askedOf("home")).toBeNull();
    expect(askedOf("press:home")).toBeNull();
  });

  it("is answered only where the page can", () => {
    expect(answers(model, "press:more:home")).toBe(true);
    expect(answers(model, "press:more:nobody")).toBe(false);
    expect(answers(model, "place:home")).toBe(false);
    expect(answers(model, "rests:council")).toBe(true);
  });

  it("marks what moves on the map", () => {
    const found = emphasiseAnswer(model, "press:less:home");
    expect(found?.badges?.get("strain")).toBe("↑ more");
    expect(found?.badges?.get("home")).toBe("less of this");
    expect(found?.links.map(({ id }) => id)).toEqual(["r1", "r2"]);
  });

  it("marks what stops and what loses some", () => {
    const found = emphasiseAnswer(model, "rests:council");
    expect([...(found?.badges ?? [])]).toEqual([
      ["council", "if this stopped"],
      ["home", "× stops"],
      ["trust", "~ loses some"],
    ]);
  });
});
