import { describe, expect, it } from "vitest";
import { checkOf, type Comment, newId, tidy, writeBlock } from "../src/block";

const COMMENT: Comment = {
  id: "cmt_0000000001",
  mark: "wrong",
  about: { id: "F05", kind: "Factor", name: "Carer strain" },
  text: "not > 3 | see C:\\town",
  property: "name",
  value: "Tiredness",
  date: "2026-11-22",
};

describe("comments as text", () => {
  it("have the check that Python makes, whatever mail does to quotes, dashes and spaces", () => {
    expect(checkOf("“Carer\u00a0strain” — it’s ½ … ŵ 😀")).toBe("f11bd191");
    expect(checkOf("\"Carer strain\" -- it's ½ ... ŵ 😀")).toBe("f11bd191");
  });

  it("hold every field on a line of its own, with bars and quotes of mail escaped", () => {
    const lines = writeBlock([COMMENT], "ward manager", "Town", "12.9kb4fpx0eg").split("\n");
    expect(lines.slice(0, 3)).toEqual(["----- sysmap comments begin -----", "|map Town", "|moment 12.9kb4fpx0eg"]);
    expect(lines).toContain("|text not \\g 3 \\p see C:\\\\town");
    expect(lines).toContain("|total 1");
  });

  it("never run beyond a line of mail", () => {
    const text = writeBlock([{ ...COMMENT, text: "many words ".repeat(60) }], "ward manager", "Town", "");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(68);
  });

  it("have ids of their own and hold nothing unseen", () => {
    expect(newId()).toMatch(/^cmt_[0-9a-hjkmnp-tv-z]{10}$/);
    expect(newId()).not.toBe(newId());
    expect(tidy(" a\u0000\n b\ud800 ")).toBe("a b");
  });
});
