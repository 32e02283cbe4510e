import { describe, expect, it } from "vitest";
import { shorten, wrap } from "../src/draw/letters";
import { Ground } from "../src/draw/ground";
import { cell, positionsTable } from "../src/positions";

const measure = (text: string): number => Array.from(text).length * 10;

describe("names", () => {
  it("wrap at spaces into at most three lines", () => {
    expect(wrap("Care home placements", 120, measure)).toEqual(["Care home", "placements"]);
    const long = wrap("one two three four five six seven eight", 60, measure);
    expect(long.length).toBe(3);
    expect(long.at(-1)).toMatch(/…$/);
  });

  it("that are one endless word are cut, quickly and never through a character", () => {
    const started = performance.now();
    expect(wrap("😀".repeat(10_000), 100, measure)).toEqual([`${"😀".repeat(9)}…`]);
    expect(performance.now() - started).toBeLessThan(200);
    expect(shorten("short", 100, measure)).toBe("short");
  });

  it("find no room on ground that is taken", () => {
    const ground = new Ground(50);
    expect(ground.isFree({ x: 0, y: 0, w: 100, h: 20 })).toBe(true);
    ground.take({ x: 0, y: 0, w: 100, h: 20 });
    expect(ground.isFree({ x: 90, y: 5, w: 100, h: 20 })).toBe(false);
    expect(ground.isFree({ x: 101, y: 0, w: 100, h: 20 })).toBe(true);
    expect(ground.isFree({ x: 0, y: 30, w: 100, h: 20 })).toBe(true);
  });
});

describe("the table of positions", () => {
  it("has a row for each thing moved, with what a spreadsheet would run held back", () => {
    const moved = new Map([
      ["fac-1", { x: 12.345, y: -6 }],
      ['=cmd|"x",1', { x: 0, y: 0 }],
    ]);
    expect(positionsTable(["", moved])).toBe(
      'id,element_id,view,x,y\r\npos-fac-1,fac-1,,12.3,-6.0\r\n"pos-=cmd|""x"",1","\'=cmd|""x"",1",,0.0,0.0\r\n',
    );
    expect(cell("-3.5")).toBe("-3.5");
    expect(cell("-x")).toBe("'-x");
  });
});

describe("letters of any script", () => {
  const measure = (text: string): number => 10 * text.length;

  it.each(["e\u0301\u0323", "\u{1f469}\u200d\u{1f469}\u200d\u{1f467}", "\u{1f44b}\u{1f3fd}", "\u{1f1ec}\u{1f1e7}"])("never cuts %s", (one) => {
    for (let width = 20; width < 300; width += 10) {
      const cut = shorten(one.repeat(12), width, measure).replace(/…$/, "");
      expect(cut.replaceAll(one, "")).toBe("");
    }
  });
});
