import { describe, expect, it } from "vitest";
import { Scene } from "../src/draw/scene";
import { apply, LAYERS, NOTHING_HIDDEN } from "../src/filters";
import { bundleFinding, closedBoxes, firstFolding, firstPick, foldLinks, isBundle, OVERVIEW, standIns, UNFOLDED, withBox } from "../src/folding";
import { makeModel } from "../src/model";
import { addUp, sumOf } from "../src/money";
import { element, link, pageData } from "./fixtures";

const money = (exact: string, width = 5) => ({ text: "", exact, width, sort: "cash" as const });

function box(id: string, parent: string | null, x: number, y: number, w = 300, h = 200) {
  return { id, name: id, parent, x, y, w, h };
}

const LINKS = [
  link("same", "a1", "b1"),
  link("same too", "a1", "b2"),
  link("opposite", "a2", "b1", { polarity: "-" }),
  link("back", "b1", "a1"),
  link("within", "a1", "a2"),
  link("out", "a1", "free"),
  link("paid", "a1", "b1", { kind: "FUNDS", polarity: "", money: money("£1,000.50 in 2025-26, actual") }),
  link("paid too", "a2", "b1", { kind: "FUNDS", polarity: "", money: money("£2,000,000 in 2025-26, actual") }),
  link("planned", "a2", "b1", { kind: "FUNDS", polarity: "", money: money("£7 in 2025-26, budget") }),
  link("unknown", "a2", "b1", { kind: "FUNDS", polarity: "", money: money("not known in 2025-26, actual") }),
  link("banded", "a2", "b1", { kind: "FUNDS", polarity: "", money: money("£1m to £5m in 2025-26, actual") }),
];
const DATA = pageData({
  elements: [
    element("A", { kind: "Organisation", x: 20, y: -80, w: 100, h: 34 }),
    element("inner", { kind: "Organisation", parent: "A", x: 0, y: 0, w: 60, h: 34 }),
    element("B", { kind: "Organisation", x: 550, y: -80, w: 100, h: 34 }),
    element("a1", { parent: "A", x: 60, y: 60 }),
    element("a2", { parent: "inner", x: 20, y: 30 }),
    element("b1", { parent: "B", x: 600, y: 0 }),
    element("b2", { parent: "B", x: 600, y: 60 }),
    element("free", { x: 300, y: 400 }),
  ],
  boxes: [box("A", null, 100, 0), box("inner", "A", 20, 20, 110, 60), box("B", null, 620, 0)],
  links: LINKS,
  loops: [],
});
const model = makeModel(DATA);
const both = withBox(withBox(UNFOLDED, "A", true), "B", true);
const inside = standIns(model, closedBoxes(model, both));

describe("closed boxes", () => {
  it("stand for all that is in them, the outermost for what is in several", () => {
    expect(Object.fromEntries(inside)).toEqual({ inner: "A", a1: "A", a2: "A", b1: "B", b2: "B" });
    expect(standIns(model, new Set(["inner"]))).toEqual(new Map([["a2", "inner"]]));
    expect(standIns(model, closedBoxes(model, withBox(both, "A", false))).has("a1")).toBe(false);
  });

  it("have one line for a pair and sort, and none for what stays inside", () => {
    const folded = foldLinks(model, LINKS, inside);
    const said = folded.map((each) => [each.from, each.to, isBundle(each) ? each.parts.length : 1, each.polarity]);
    expect(said).toEqual([
      ["A", "B", 3, ""],
      ["B", "A", 1, "+"],
      ["A", "free", 1, "+"],
      ["A", "B", 2, ""],
      ["A", "B", 1, ""],
      ["A", "B", 2, ""],
    ]);
    expect(folded[0]?.sentence).toBe("3 links from “A” to “B”: 2 the same way, 1 the opposite way.");
  });

  it("never add up money of different years, bases or currencies, nor what is not known", () => {
    const sums = foldLinks(model, LINKS, inside).flatMap((each) => each.money ?? []);
    expect(sums.map((each) => [each.text, each.exact])).toEqual([
      ["£2m", "£2,001,000.50 in 2025-26, actual"],
      ["", "£7 in 2025-26, budget"],
      ["", "2 flows, not added up"],
    ]);
  });

  it("tell of a combined link what is in it", () => {
    const [first] = foldLinks(model, LINKS, inside);
    expect(bundleFinding(model, first?.id ?? "")).toEqual({
      title: "3 influences drawn as one",
      sentence: first?.sentence,
      about: ["same", "same too", "opposite"],
    });
    for (const id of ["links:", "links:[1]", 'links:["A","B","no such sort"]', "same"]) expect(bundleFinding(model, id)).toBeUndefined();
  });
});

describe("money in words", () => {
  it("is read only where it is one figure of a known year and basis", () => {
    expect(sumOf(money("£64,612,345.10 in 2025-26, actual"))?.parts).toBe(646_123_451_000);
    expect(sumOf(money("9,600,000 EUR in 2025-26, actual"))?.currency).toBe("EUR");
    for (const exact of ["not known in 2025-26, actual", "£5 in year not known, actual", "£1k to £5k in 2025-26", "1,000 in 2025-26, actual"]) {
      expect(sumOf(money(exact))).toBeNull();
    }
  });

  it("is rounded as Python rounds it and exact to the penny", () => {
    const said = (...exact: string[]) => addUp(exact.map((each) => money(`${each} in 2025-26, actual`)));
    expect(said("£0.10", "£0.20").exact).toBe("£0.30 in 2025-26, actual");
    expect(said("£940", "£0").text).toBe("£940");
    expect(said("£9,949", "£1").text).toBe("£10k");
    expect(said("£770,000", "£499").text).toBe("£770k");
    expect(said("£999,500", "£0").text).toBe("£1m");
    expect(said("£64,612,345", "£1").text).toBe("£64.6m");
    expect(said("£999,949,999", "£1").text).toBe("£1bn");
    expect(said("-£5", "£2").text).toBe("-£3");
    expect(said("1,500 EUR", "1 EUR").text).toBe("1.5k EUR");
    expect(said("£1", "1 EUR").text).toBe("");
  });
});

describe("the scene with closed boxes", () => {
  const shown = apply(model, NOTHING_HIDDEN, new Set(LAYERS));

  it("makes them as small as their name where the name was, and nothing else moves", () => {
    const scene = new Scene(model);
    const before = new Map(scene.places);
    scene.setFolding(withBox(UNFOLDED, "A", true));
    const [closed, open] = [scene.places.get("A"), before.get("A")];
    expect(closed?.w).toBeLessThan(140);
    expect((closed?.x ?? 0) - (closed?.w ?? 0) / 2).toBe((open?.x ?? 0) - (open?.w ?? 0) / 2);
    for (const id of ["B", "b1", "free"]) expect(scene.places.get(id)).toEqual(before.get(id));
    expect([...scene.fold(shown).elements].sort()).toEqual(["A", "B", "b1", "b2", "free"]);
    scene.setFolding(UNFOLDED);
    expect(new Map(scene.places)).toEqual(before);
    expect(scene.fold(shown)).toBe(shown);
  });

  it("takes all that is in a box along, and gives back one place for it", () => {
    const scene = new Scene(model);
    scene.setFolding(withBox(UNFOLDED, "A", true));
    scene.move("A", { x: 100 + 50, y: 0 - 30 });
    scene.setFolding(UNFOLDED);
    expect(scene.places.get("a2")).toMatchObject({ x: 70, y: 0 });
    expect(scene.places.get("A")).toMatchObject({ x: 150, y: -30, w: 300 });
    expect(scene.tabs.get("A")).toMatchObject({ x: 70, y: -110 });
    expect([...scene.moved]).toEqual([["A", { x: 150, y: -30 }]]);
    const next = new Scene(makeModel(DATA));
    scene.move("a1", { x: 400, y: 400 });
    scene.move("A", { x: 0, y: 0 });
    next.moveAll(scene.moved);
    expect(new Map(next.places)).toEqual(new Map(scene.places));
  });

  it("takes hold of a box by its tab only", () => {
    const scene = new Scene(model);
    expect(scene.handleAt({ x: 20, y: -80 }, shown.elements)).toBe("A");
    expect(scene.handleAt({ x: 200, y: 80 }, shown.elements)).toBeNull();
    expect(scene.markAt({ x: 250 - 15, y: -100 + 15 }, shown.elements, 1)).toBe("A");
  });

  it("lets the mark of a box be hit 24 pixels wide however small the map is drawn", () => {
    const scene = new Scene(model);
    const mark = { x: 250 - 15, y: -100 + 15 };
    for (const scale of [0.4, 0.6, 1, 2]) {
      const half = 12 / scale - 0.1;
      for (const [x, y] of [[-half, 0], [half, 0], [0, -half], [0, half]] as const) {
        expect(scene.markAt({ x: mark.x + x, y: mark.y + y }, shown.elements, scale), `${scale}`).toBe("A");
      }
    }
    expect(scene.markAt({ x: mark.x - 40, y: mark.y }, shown.elements, 1)).toBeNull();
  });
});

describe("the overview", () => {
  const data = { ...DATA, overview: { places: [["A", 0, 0], ["B", 160, 0]] as [string, number, number][] } };
  const scene = new Scene(makeModel(data));

  it("has organisations in places of their own and nothing else", () => {
    scene.setFolding(OVERVIEW);
    expect([...scene.places.keys()].sort()).toEqual(["A", "B"]);
    expect(scene.places.get("B")).toMatchObject({ x: 160, y: 0 });
    expect(scene.fold(apply(scene.model, NOTHING_HIDDEN, new Set(LAYERS))).links.every(({ from, to }) => from !== "free" && to !== "free")).toBe(true);
    expect(scene.handleAt({ x: 0, y: 0 }, new Set(["A", "B"]))).toBe("A");
  });

  it("keeps what is moved in it apart from what is moved on the map", () => {
    const own = new Scene(scene.model);
    const onMap = own.places.get("B");
    own.setFolding(OVERVIEW);
    own.move("B", { x: 500, y: 40 });
    expect(own.places.get("B")).toMatchObject({ x: 500, y: 40 });
    expect(own.canMove("a1")).toBe(false);
    own.setFolding(UNFOLDED);
    expect(own.places.get("B")).toEqual(onMap);
    own.setFolding(OVERVIEW);
    expect(own.places.get("B")).toMatchObject({ x: 500, y: 40 });
  });

  it("makes room for what is opened, so that nothing overlaps", () => {
    scene.setFolding(withBox(OVERVIEW, "A", false));
    const [a, b, inner] = ["A", "B", "a1"].map((id) => scene.places.get(id));
    if (!a || !b || !inner) throw new Error("not placed");
    expect(a.w).toBe(300);
    expect(b.x - b.w / 2).toBeGreaterThan(a.x + a.w / 2);
    expect(inner.x - a.x).toBe(60 - 100);
  });

  it("is how a map opens that has more than anybody reads, and a part of it where there are no organisations", () => {
    expect(firstFolding(makeModel(data))).toBe(UNFOLDED);
    const many = Array.from({ length: 500 }, (_, index) => element(`n${index}`));
    const crowd = { ...data, elements: [...data.elements, ...many] };
    expect(firstFolding(makeModel(crowd))).toBe(OVERVIEW);
    expect(firstPick(makeModel(crowd))).toBe("");
    const star = many.slice(1, 200).map((each) => link(`s-${each.id}`, "n0", each.id));
    const { overview: _, ...flat } = { ...crowd, links: [...star, link("x", "n7", "n8"), link("y", "n7", "n9")] };
    expect(firstPick(makeModel(flat))).toBe("n7");
    const outcome = { ...flat, elements: [...flat.elements, element("goal", { outcome: true })], links: [...flat.links, link("g", "n8", "goal")] };
    expect(firstPick(makeModel(outcome))).toBe("goal");
    expect(firstPick(model)).toBe("");
  });
});
