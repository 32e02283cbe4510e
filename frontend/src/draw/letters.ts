/** Letters on the picture. */

export const FACE = '"Atkinson Hyperlegible", "Segoe UI", system-ui, sans-serif';
export const SIZE = 16;
export const LINE = 20;
/** The least height of letters on a screen, in pixels: at a desk or in a hand, and on a wall four metres away (24 points). */
export const READ_NEAR = 13;
export const READ_FAR = 32;
const MOST_LINES = 3;

export function font(size: number, bold = false): string {
  return `${bold ? "700" : "400"} ${size}px ${FACE}`;
}

/** Wrap a name to a width; what does not fit into three lines ends in "…". */
export function wrap(name: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of name.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure(longer) > width) {
      lines.push(line);
      line = word;
      if (lines.length > MOST_LINES) break;
    } else line = longer;
  }
  lines.push(line);
  if (lines.length > MOST_LINES) lines.splice(MOST_LINES - 1, Infinity, `${lines[MOST_LINES - 1]} …`);
  return lines.map((each) => aside(shorten(each, width, measure), name));
}

/** The first letter that has a direction, and whether that is from right to left. */
const FIRST = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]|\p{Alphabetic}/u;

/** A line of a name that is read from right to left, marked as such: else its full stop and brackets go to the wrong end. */
export function aside(line: string, name: string): string {
  const first = FIRST.exec(name)?.[0] ?? "";
  return /[\u0590-\u08ff]|[\ufb1d-\ufeff]|\p{Script=Adlam}/u.test(first) ? `\u2067${line}\u2069` : line;
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What people see as one letter each: a mark stays with its letter, and a family of signs is one. */
function lettersOf(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** A line that fits a width, cut by halves so that ten thousand letters cost no more than ten. */
export function shorten(line: string, width: number, measure: (text: string) => number): string {
  if (line.length < 400 && measure(line) <= width) return line;
  const letters = lettersOf(line.slice(0, 400));
  let fits = 1;
  let over = letters.length + 1;
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(`${letters.slice(0, middle).join("")}…`) <= width) fits = middle;
    else over = middle;
  }
  return fits >= letters.length ? line : `${letters.slice(0, fits).join("")}…`;
}
