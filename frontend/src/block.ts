/**
 * Comments as a block of text that survives e-mail. Pure.
 *
 * `sysmap/formats/comments/block.py` reads it, and says why it looks as it does: a field stands between two bars,
 * wherever lines end, and the checks are taken of the letters that no program for mail alters.
 */

export type Mark = "wrong" | "missing" | "agreed";

/** What a comment is on. `kind` "Map" is the whole map; a link goes by its sentence. */
export interface About {
  id: string;
  kind: string;
  name: string;
}

export interface Comment {
  id: string;
  mark: Mark;
  about: About;
  text: string;
  /** The value that is wrong, or the sort of thing that is missing; "" for none. */
  property: string;
  /** What it should say, or what the missing thing is called. */
  value: string;
  /** The day it was written, as 2026-11-22. */
  date: string;
}

const WIDTH = 68;
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const QUOTES: Record<string, string> = { "\u2044": "/" };
for (const each of "‘’‚‛′`´") QUOTES[each] = "'";
for (const each of "“”„‟″«»") QUOTES[each] = '"';
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- these are what a text may hold unseen
  /[\s\u0000-\u0020\u007f-\u009f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe0f\ufeff]+/gu;
const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** The letters of a text as no program for mail alters them. */
export function fold(text: string): string {
  const plain = [...text.normalize("NFKC")].map((each) => QUOTES[each] ?? each).join("");
  return plain.replace(UNSEEN, "").replace(/[-\u2010-\u2015\u2212]+/g, "-");
}

/** The check of a text: CRC-32 of its folded letters, as eight digits. */
export function checkOf(text: string): string {
  let value = 0xffffffff;
  for (const byte of new TextEncoder().encode(fold(text))) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 255] ?? 0);
  return ((value ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
}

/** What people typed, on one line and without what no text should hold. */
export function tidy(text: string): string {
  // eslint-disable-next-line no-control-regex -- as above
  return text.replace(/[\ud800-\udfff\ufffe\uffff\u00ad\u200b\u2060\ufeff]/gu, "").replace(/[\s\u0000-\u001f\u007f-\u009f]+/gu, " ").trim().normalize("NFC");
}

/** A fresh id, as `sysmap.model.ids` makes them. */
export function newId(): string {
  return `cmt_${[...crypto.getRandomValues(new Uint8Array(10))].map((each) => LETTERS[each % 32]).join("")}`;
}

/** The comments as a block, each by somebody in that role. */
export function writeBlock(comments: readonly Comment[], role: string, mapName: string, moment: string, audience = ""): string {
  const head = [field("map", mapName), field("moment", moment), ...(tidy(audience) ? [field("for", audience)] : [])];
  const lines = ["----- sysmap comments begin -----", ...head];
  for (const comment of comments) {
    const said: [string, string][] = [
      ["mark", comment.mark],
      ["about", comment.about.id],
      ["kind", comment.about.kind],
      ["name", comment.about.name],
      ["property", comment.property],
      ["value", comment.value],
      ["text", comment.text],
      ["role", role],
      ["date", comment.date],
    ];
    const fields = [field("comment", comment.id), ...said.filter(([, text]) => tidy(text)).map(([name, text]) => field(name, text))];
    lines.push("", ...fields, field("check", checkOf([...head, ...fields].join(""))));
  }
  const total = field("total", String(comments.length));
  lines.push("", total, field("check", checkOf([...head, ...comments.map((each) => each.id), total].join(""))));
  return [...lines.flatMap(wrap), "----- sysmap comments end -----", ""].join("\n");
}

function field(name: string, text: string): string {
  const escaped = tidy(text).replace(/[\\|>]/g, (each) => ({ "\\": "\\\\", "|": "\\p", ">": "\\g" })[each] ?? each);
  return `|${name} ${escaped}`.trimEnd();
}

/** Break a line between words, so that no program for mail has to. */
function wrap(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const at = rest.lastIndexOf(" ", WIDTH);
    if (at < 4) break;
    pieces.push(rest.slice(0, at));
    rest = `  ${rest.slice(at + 1)}`;
  }
  return [...pieces, rest];
}
