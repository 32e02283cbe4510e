import { describe, expect, it } from "vitest";
import { apply, LAYERS, NOTHING_HIDDEN } from "../src/filters";
import { foldShown, standIns } from "../src/folding";
import { makeModel, type Model, placeOf } from "../src/model";
import { type Ground, Walk } from "../src/walk";
import { element, link, pageData } from "./fixtures";

const DATA = pageData({
  elements: [
    element("box", { kind: "Organisation", name: "Council", x: 0, y: -100, w: 80, h: 30 }),
    element("a", { name: "Prevention budget", parent: "box", y: -80 }),
    element("b", { name: "Falls", y: 100, outcome: true }),
    element("c", { kind: "Service", name: "Falls clinic", y: 200, owner: "none" }),
    element("d", { name: "Alone", y: 300 }),
  ],
  boxes: [{ id: "box", name: "Council", x: 0, y: -60, w: 300, h: 140, parent: null }],
  links: [
    link("in", "b", "a", { polarity: "-", delay: "years", sentence: "More falls means less prevention budget." }),
    link("out", "a", "c", { sentence: "More prevention budget means more falls clinic." }),
    link("odd", "a", "b", { polarity: "?", confidence: "contested", sentence: "Unsure" }),
  ],
  loops: [],
});

function ground(model: Model, closed = new Set<string>()): Ground {
  const shown = foldShown(model, apply(model, NOTHING_HIDDEN, new Set(LAYERS)), standIns(model, closed));
  const places = new Map(model.data.elements.flatMap(({ id }) => [[id, placeOf(model, id) ?? { x: 0, y: 0, w: 0, h: 0 }] as const]));
  return { model, shown, places, closed };
}

function walking(begin = "", closed?: Set<string>): Walk {
  const walk = new Walk();
  walk.take(ground(makeModel(DATA), closed));
  walk.begin(begin);
  return walk;
}

describe("a walk about the picture", () => {
  it("begins at the first thing that a link joins, so that the first keys lead somewhere", () => {
    expect(walking().at?.thing).toBe("a");
    const bare = new Walk();
    bare.take(ground(makeModel({ ...DATA, links: [] })));
    bare.begin();
    expect(bare.at?.thing).toBe("box");
  });

  it("passes by everything from the top, a box before what is in it", () => {
    const walk = walking("box");
    const met = [walk.at?.thing];
    for (let i = 0; i < 4; i++) {
      walk.step(1);
      met.push(walk.at?.thing);
    }
    expect(met).toEqual(["box", "a", "b", "c", "d"]);
    walk.step(1);
    expect(walk.at?.thing).toBe("box");
  });

  it("says name, kind, whose it is, and how many links there are each way", () => {
    expect(walking("a").say()).toBe("Prevention budget, factor, in Council. 3 links: 2 out, 1 in.");
    expect(walking("b").say()).toBe("Falls, outcome. 2 links: 1 out, 1 in.");
    expect(walking("c").say()).toBe("Falls clinic, service. Nobody on this map owns it. 1 link: 0 out, 1 in.");
    expect(walking("d").say()).toBe("Alone, factor. No links here: Page Down goes on to the next thing.");
    expect(walking("box").say()).toBe("Council, organisation. 1 thing in its box. No links here: Page Down goes on to the next thing.");
  });

  it("turns through the links of a thing, those that lead out first, and says direction, sign and what is at the end", () => {
    const walk = walking("a");
    const said = [1, 2, 3, 4].map(() => {
      walk.turn(1);
      return walk.say();
    });
    expect(said).toEqual([
      "Link 1 of 3, out, same way: More prevention budget means more falls clinic. Leads to Falls clinic, service, 1 link.",
      "Link 2 of 3, out, unsure, contested: Unsure. Leads to Falls, outcome, 2 links.",
      "Link 3 of 3, in, opposite way, after years: More falls means less prevention budget. Comes from Falls, outcome, 2 links.",
      said[0],
    ]);
    walk.turn(-1);
    expect(walk.at?.link?.id).toBe("in");
  });

  it("follows a link either way and comes back the way it went", () => {
    const walk = walking("a");
    walk.follow();
    expect(walk.at).toMatchObject({ thing: "a", link: { id: "out" } });
    walk.turn(-1);
    walk.follow();
    expect(walk.at).toEqual({ thing: "b", link: null });
    walk.back();
    walk.back();
    expect(walk.at).toEqual({ thing: "a", link: null });
  });

  it("walks a closed box as one thing", () => {
    const walk = walking("box", new Set(["box"]));
    expect(walk.say()).toBe("Council, organisation. A closed box of 1 thing. 3 links: 2 out, 1 in.");
    expect(walk.size).toEqual({ things: 4, links: 3 });
    walk.turn(1);
    expect(walk.say()).toContain("Link 1 of 3, out, same way");
  });

  it("stays where it is while that is shown, and nowhere once it is not", () => {
    const walk = walking("a");
    walk.turn(1);
    const model = makeModel({ ...DATA, links: DATA.links.slice(0, 1) });
    walk.take(ground(model));
    expect(walk.at).toEqual({ thing: "a", link: null });
    walk.take(ground(makeModel({ ...DATA, elements: DATA.elements.slice(2), links: [] })));
    expect(walk.at).toBeNull();
    walk.take(ground(makeModel(pageData({ elements: [], boxes: [], links: [], loops: [] }))));
    walk.begin();
    expect(walk.say()).toBe("");
    expect(walk.size).toEqual({ things: 0, links: 0 });
  });
});
