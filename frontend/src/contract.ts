/**
 * What Python hands to the page: the one description of the data in <script id="sysmap-data">.
 *
 * In the file lists are packed by column (sysmap/render/packing.py); packing.ts gives them back as they are described here.
 *
 * Everything is already in the words people read and already filtered for the audience: the page computes no finding,
 * rounds no figure and hides nothing that it holds. Text is text: the page never reads any of it as HTML.
 *
 * Lengths are in pixels at zoom 1. The origin is anywhere, x grows to the right, y grows downwards.
 * Every x, y is the CENTRE of the thing, boxes included w and h are its full size.
 * Letters are 16 px high on lines of 20 px at zoom 1 (sysmap/render/lettering.py), names of organisations bold.
 */
import type { Card, Figures } from "./contract-figures";
import type { Chosen, Ledger, LinkYear, ScenarioData } from "./contract-choices";

export interface PageData {
  format: 1;
  map: MapFacts;
  /** The day that everything depending on today speaks of, as 2026-11-22. */
  as_of: string;
  /** The scenario that is laid over the base, and the view of what it changes where the page has the base too. */
  scenario: { id: string; name: string; view?: string } | null;
  /** Scenarios that the reader may choose. */
  scenarios?: ScenarioData[];
  audience: string;
  /** What was left out for this audience; by_kind has the words on screen as keys: {"services": 2}. */
  withheld: { total: number; by_kind: Record<string, number> };
  /** What the reader of a share has to know: a claim, its version, whom to ask, when to delete it. */
  said: string[];
  /** One sentence that says what this map shows. */
  summary: string;
  /**
   * For the front page, which Python writes: how sure the links are (value, words, how many), how many claims name a
   * source, what the picture folds away, and why views are not shown.
   */
  sure?: { links: number; shares: [string, string, number][]; sourced: number; of: number };
  folded?: string;
  problems?: string[];
  /** Everything that has a name, organisations included, in the order of the tables. */
  elements: Element[];
  /** The views in the order in which they are offered, each a question; the tables are among them. */
  views: ViewData[];
  /** Organisations that hold something, as nested boxes, outer before inner; the rest about them is in `elements`. */
  boxes: Box[];
  /**
   * Only where there is more than anybody reads at once: where organisations stand when they are folded, each as large
   * as its tab and a mark beside it. What stands in no organisation is not in it.
   */
  overview?: { places: [id: string, x: number, y: number][] };
  links: Link[];
  /** Loops that people named come first. */
  loops: Loop[];
  /**
   * Written as plain HTML: `<section class="table" id="table-{id}">`. Values as shown on screen. Empty in the embedded
   * data, so that each thing is in the file once.
   */
  tables: Table[];
  findings: Finding[];
  /** What money adds up to in each year, with every row behind each sum; missing where there is no money. */
  money?: Ledger;
  /** Tiers by year, payers by beneficiaries and so on; missing where there is neither spend on services nor a measure. */
  figures?: Figures;
  /** Where one could act; missing where the map has no outcome with a wanted direction that a place reaches. */
  levers?: Levers;
  /** What moves if there were more of something; missing where no causal link has a sign. */
  press?: PressTable;
  /** The loops in the order of `sysmap loops --rank`; missing where they are not ranked. */
  ranked?: Ranked;
  /** What stops if something stops; missing where nothing rests on one thing alone. */
  rests?: Rests;
  /** Why there is neither of the first two, where the map is too large for them. */
  too_large?: string;
  words: Words;
  /** What a reader may call wrong about a thing, by its kind. */
  asks?: Record<string, Ask[]>;
  /** Made by the page itself: what its reader chose to be shown of all this. */
  chosen?: Chosen;
}

export interface MapFacts {
  name: string;
  /** The question that the map answers; the page's title. */
  question: string;
  made_by: string;
  /** When the map was last changed, as a day. */
  date: string;
  /** A claim, not a fact: one or two sentences. Empty where the maker said nothing. */
  disclaimer: string;
  /** The post to ask about it. */
  contact?: string;
  /** Which state of the map it is: "edit 14". */
  version?: string;
  /** The language of its names and notes as a BCP 47 tag; missing where nobody said. */
  language?: string;
  /** The mark of the moment of the map that is shown: comments carry it home. "" or missing where there is none. */
  moment?: string;
}

/**
 * One view: a question and the part of the map that answers it. The front page, which is plain HTML in
 * `<section id="front">`, lists them as `<li data-view="{id}">`; the page makes of those what leads to them.
 */
export interface ViewData {
  /** Stands in the address, as `#view={id}`. "front" is no view's id: it is the front page's. */
  id: string;
  /** What sort of view it is; the page has layers, colours and a panel for each (`src/views.ts`). */
  shape: ViewShape;
  /** Its title. */
  question: string;
  /** Whether somebody made it: its question and its note are in the language of the map then, and not the page's. */
  own?: boolean;
  /** What to do here, in one sentence. */
  hint: string;
  /** What its maker says of it. */
  note?: string;
  /** The element or loop that it is about. */
  focus?: string;
  /** What it lays over the boxes, where its maker chose that: causal, money, other, marks. */
  layers?: string[];
  /** What it filters out at first: values by facet, {"kind": ["Service"]}. */
  hide?: Record<string, string[]>;
  /** What alone is drawn, laid out for itself; without it the view draws the whole map. */
  part?: Part;
  /** Only of the shape "changes". */
  changes?: Changes;
}

export type ViewShape =
  | "whole"
  | "outcome"
  | "organisation"
  | "loop"
  | "loops"
  | "levers"
  | "rests"
  | "boundaries"
  | "money"
  | "changes"
  | "findings"
  | "tables";

/** A part of the map: ids and places only. Sizes of things are those of `elements`; centres as everywhere. */
export interface Part {
  places: [id: string, x: number, y: number][];
  boxes: [id: string, x: number, y: number, w: number, h: number][];
  /** The links drawn; without it all between what is drawn. */
  links?: string[];
}

/** What differs between two moments, both filtered for the audience before they were compared. */
export interface Changes {
  /** What the moments are called. */
  from: string;
  to: string;
  added: Change[];
  changed: Change[];
  removed: Change[];
  /** What is no longer on the map, drawn on this view alone. */
  gone: { elements: Element[]; links: Link[] };
}

export interface Change {
  id: string;
  text: string;
  /** Of what changed: each property as it is now, and in the note as it was before. */
  facts?: Fact[];
}

export interface Element {
  id: string;
  /** Organisation, Service, Factor, Agreement, Role, Place, Note, or a kind of the user's own. */
  kind: string;
  name: string;
  /** The name as it wraps on the picture; without it the page wraps by itself. */
  lines?: string[];
  /**
   * Missing where the thing is not drawn (a note, a scenario): it is in search, details and tables only. An organisation
   * that holds others has its whole box in `boxes` and here its tab, which carries the name; one that holds nothing has
   * no box and is drawn as one here. Agreements, roles, places and the like are small marks, shown only when asked.
   */
  x?: number;
  y?: number;
  w?: number;
  h?: number;
  /** True where people put it there themselves. */
  pinned?: boolean;
  /** The organisation whose box it sits in; null for none. */
  parent: string | null;
  /** "none": nobody on this map owns it (dotted outline). */
  owner: "known" | "none";
  outcome: boolean;
  /** Its own sector, or its home's; "" where not known. A key of words.sectors. */
  sector: string;
  /** high, medium, low, contested or "" where not known. */
  confidence: string;
  facts: Fact[];
  note: string;
  /** Other names to be found by; lower case is not needed. */
  search: string;
}

export interface Box {
  /** The organisation's. */
  id: string;
  name: string;
  x: number;
  y: number;
  w: number;
  h: number;
  /** The box around it; null for an outermost one. */
  parent: string | null;
}

export interface Link {
  id: string;
  /** INFLUENCES, FUNDS, DEPENDS_ON, ... One link a flow of money, in the year shown; its other years are facts. */
  kind: string;
  from: string;
  to: string;
  /** "+" same way, "-" opposite way, "?" unsure, "" not asked or not causal. */
  polarity: "+" | "-" | "?" | "";
  /** 1 to 3; null where nobody said. */
  strength: number | null;
  /** none, weeks, months, years or "". */
  delay: string;
  confidence: string;
  /**
   * within_unit, within_organisation, across_organisations_same_sector, across_sectors, sector_not_known,
   * real_world, or "" for none.
   */
  boundary: string;
  /** Only of what is added up for the picture: how many links it is in a count, none where those are on the page too. */
  stands?: number;
  /** "£64.6m", "£64,612,345.10 in 2025-26, actual", the ribbon's width in pixels (1.5 to 28), and what moves. */
  money: { text: string; exact: string; width: number; sort: MoneySort } | null;
  /** Only of money: in each year that it has a figure for, what differs from how it is shown; the year's own id too. */
  years?: LinkYear[];
  /** "More A means less B." Also for other kinds: "A pays B 310,000 (2025-26)." */
  sentence: string;
  facts: Fact[];
  note: string;
}

/** Cash; what is valued and not paid; what has to come back; what comes back. */
export type MoneySort = "cash" | "in_kind" | "lent" | "repaid";

export interface Loop {
  id: string;
  name: string;
  type: "R" | "B" | "undetermined";
  /** On how many of its links people disagree; its type is by the signs as drawn. */
  contested?: number;
  /** In order; link i leads from element i to element i + 1. A broken loop lists the links that are still there. */
  links: string[];
  elements: string[];
  story: string;
  /** False for a loop found by the tool that nobody named. */
  named: boolean;
  broken: boolean;
  facts?: Fact[];
}

export interface Fact {
  label: string;
  value: string;
  /** "" or what to know about it: year, basis, source. */
  note: string;
  /** An element's id: the value becomes a button that leads there. */
  ref?: string;
}

export interface Table {
  id: string;
  title: string;
  headers: string[];
  rows: string[][];
  /** One sentence above it; "" for none. */
  note?: string;
  /** Numbers of the columns, from 0, that hold figures and stand right. */
  figures?: number[];
}

export interface Finding {
  title: string;
  sentence: string;
  /** Ids of elements, links or loops it is about, shown on the map when asked. */
  about: string[];
  facts?: Fact[];
  /** "money", "boundaries", "loops" or "guardrails": the view that shows it; "" for the first. */
  view?: string;
  card?: Card;
}

/** A link to ask about, and what: `["R12", "which way?"]`. */
export type Check = [link: string, doubt: string];

/** How an answer was made: once for all of them. */
interface Made {
  /** How many versions of the map, from which seed, damped in which ways. */
  versions: string;
  /** What to type for the same answer again. */
  again: string;
  /** The method, a paragraph each. */
  how: string[];
}

export interface Levers extends Made {
  /** What people want to change: 1 where more is wanted, -1 where less. */
  wanted: [id: string, way: number][];
  /** Whether only places count that are ours or shared to change. */
  ours: boolean;
  /** By group, from 1; in a group none does better than another in nine of ten versions. */
  places: Place[];
  /** The links to ask about first. */
  check: Check[];
}

export interface Place {
  id: string;
  /** 1 where more of it helps, -1 where less. */
  push: number;
  said: string;
  group: number;
  /** The 5th percentile, the middle and the 95th of its rank over all versions. */
  rank: [low: number, middle: number, high: number];
  /** What it moves the way that is wanted, with the letter that `answers.ts` reads. */
  moves: [id: string, letter: string][];
  /** Outcomes that it usually moves the other way. */
  unwanted: string[];
  /** The shortest way to each thing that it moves, by its elements. */
  ways: string[][];
  /** Named loops that it lies on. */
  loops: string[];
  check: Check[];
}

export interface Ranked extends Made {
  /** What is known of each loop, by its id, the first of the ranking first. */
  loops: Record<string, RankedLoop>;
  /** Of how many loops these are ranks. */
  of: number;
  /** What the order means, and how little it may say, a sentence each. */
  said: string[];
}

export interface RankedLoop {
  /** The 5th percentile of its rank over all versions, its rank, and the 95th percentile. */
  ranks: [low: number, rank: number, high: number];
  /** How likely all its links are there: "33%". */
  there: string;
  /** The size of its effect a link: "0.43". */
  size: string;
  /** Its longest delay: "years or longer". */
  delay: string;
}

export interface PressTable extends Made {
  elements: string[];
  /** For each element pushed up a letter for each: see `answers.ts`. */
  cells: string[];
  /** For each element pushed up, of every unsure letter in its order: a number of `checks`, or -1. */
  hangs: number[][];
  checks: Check[];
  wanted: [id: string, way: number][];
}

export interface Rests {
  items: RestsItem[];
  /** So many more things with which something would stop. */
  more: number;
  caution: string;
  how: string[];
}

export interface RestsItem {
  id: string;
  said: string;
  stops: [id: string, because: string, gone: string[], links: string[]][];
  weakened: [id: string, lost: string[]][];
}

/** A value of some kind of thing: its property, its words on screen, and the values it may have, each with its words. */
export interface Ask {
  name: string;
  label: string;
  values?: [string, string][];
}

/** The words on screen for values, from the vocabulary: {"vcfse": "voluntary and community sector"}. */
export interface Words {
  /** What several are called: {"Factor": "factors"}. */
  kinds: Record<string, string>;
  /** {"FUNDS": "pays"}. */
  links: Record<string, string>;
  sectors: Record<string, string>;
  boundaries: Record<string, string>;
  confidence: Record<string, string>;
  delays: Record<string, string>;
  strengths: Record<string, string>;
}
