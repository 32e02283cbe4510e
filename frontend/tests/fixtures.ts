/** A small map by hand: two organisations, one inside the other, a service, two factors, an outcome, a loop. */

import type { Element, Link, PageData } from "../src/contract";

export function element(id: string, change: Partial<Element> = {}): Element {
  return {
    id,
    kind: "Factor",
    name: id,
    x: 0,
    y: 0,
    w: 100,
    h: 40,
    parent: null,
    owner: "known",
    outcome: false,
    sector: "",
    confidence: "",
    facts: [],
    note: "",
    search: "",
    ...change,
  };
}

export function link(id: string, from: string, to: string, change: Partial<Link> = {}): Link {
  return {
    id,
    kind: "INFLUENCES",
    from,
    to,
    polarity: "+",
    strength: null,
    delay: "",
    confidence: "",
    boundary: "",
    money: null,
    sentence: `More ${from} means more ${to}.`,
    facts: [],
    note: "",
    ...change,
  };
}

export function pageData(change: Partial<PageData> = {}): PageData {
  return {
    format: 1,
    map: { name: "Small", question: "Why?", made_by: "", date: "", disclaimer: "" },
    as_of: "2026-11-22",
    scenario: null,
    audience: "",
    withheld: { total: 0, by_kind: {} },
    said: [],
    summary: "A small map.",
    elements: [
      element("council", { kind: "Organisation", name: "Council", sector: "local_government", x: 60, y: 20 }),
      element("care", { kind: "Organisation", name: "Care team", parent: "council", sector: "local_government", x: 60, y: 60 }),
      element("trust", { kind: "Organisation", name: "Trust", sector: "nhs", x: 900, y: 100 }),
      element("home", { kind: "Service", name: "Home care", parent: "care", confidence: "high", x: 120, y: 120 }),
      element("strain", { name: "Carer strain", parent: "care", confidence: "low", x: 120, y: 240 }),
      element("stay", { name: "Staying at home", outcome: true, owner: "none", x: 700, y: 300 }),
      element("deal", { kind: "Agreement", name: "The deal", x: 600, y: 500 }),
    ],
    views: [
      { id: "map", shape: "whole", question: "How?", hint: "Choose." },
      { id: "findings", shape: "findings", question: "What stands out?", hint: "" },
      { id: "who", shape: "money", question: "Who pays?", hint: "", hide: { kind: ["Service"], colour: ["red"] } },
      {
        id: "stay-home",
        shape: "outcome",
        question: "What moves staying at home?",
        hint: "",
        focus: "stay",
        layers: ["causal", "nonsense"],
        part: { places: [["stay", 5, 6], ["strain", 7, 80], ["care", 9, 9]], boxes: [["care", 10, 20, 300, 200]] },
      },
      { id: "tables", shape: "tables", question: "Everything as tables", hint: "" },
    ],
    boxes: [
      { id: "council", name: "Council", x: 200, y: 200, w: 400, h: 400, parent: null },
      { id: "care", name: "Care team", x: 150, y: 180, w: 260, h: 280, parent: "council" },
    ],
    links: [
      link("1", "home", "strain", { polarity: "-", confidence: "high", boundary: "within_unit" }),
      link("2", "strain", "stay", { polarity: "-", boundary: "real_world" }),
      link("3", "stay", "home", { boundary: "real_world" }),
      link("4", "trust", "council", {
        kind: "FUNDS",
        polarity: "",
        money: { text: "GBP 1.0m", exact: "GBP 1,000,000", width: 5, sort: "cash" },
      }),
      link("5", "council", "home", { kind: "COMMISSIONS", polarity: "" }),
    ],
    loops: [
      { id: "L1", name: "Round", type: "R", links: ["1", "2", "3"], elements: ["home", "strain", "stay"], story: "", named: true, broken: false },
    ],
    tables: [],
    findings: [{ title: "One", sentence: "One thing.", about: ["stay", "1"] }],
    words: { kinds: {}, links: {}, sectors: {}, boundaries: {}, confidence: {}, delays: {}, strengths: {} },
    ...change,
  };
}
