import { describe, expect, it } from "vitest";
import { betweenId, betweenOf, LONGEST_WAY, MOST_WAYS, signOf, waysBetween } from "../src/paths";
import { link } from "./fixtures";

const ids = (way: readonly { id: string }[]): string => way.map(({ id }) => id).join("");

describe("ways between two things", () => {
  const links = [
    link("a", "1", "2"),
    link("b", "2", "3", { polarity: "-" }),
    link("c", "1", "3", { polarity: "-" }),
    link("d", "3", "1"),
    link("e", "2", "4", { polarity: "?" }),
    link("f", "4", "3"),
    link("m", "1", "3", { kind: "FUNDS", polarity: "" }),
    link("s", "2", "2"),
  ];

  it("come the shortest first, pass nothing twice, and follow what influences what", () => {
    const { ways, more } = waysBetween(links, "1", "3");
    expect(ways.map(ids)).toEqual(["c", "ab", "aef"]);
    expect(more).toBe(false);
    expect(waysBetween(links, "4", "2").ways.map(ids)).toEqual(["fda"]);
    expect(waysBetween(links, "1", "nowhere").ways).toEqual([]);
  });

  it("say whether more means more, or that nobody knows", () => {
    expect(waysBetween(links, "1", "3").ways.map(signOf)).toEqual(["-", "-", "?"]);
    expect(signOf([link("x", "1", "2", { polarity: "-" }), link("y", "2", "3", { polarity: "-" })])).toBe("+");
  });

  it("stop at their longest and at so many, and say that there are more", () => {
    const chain = Array.from({ length: 9 }, (_, at) => link(`${at}`, `n${at}`, `n${at + 1}`));
    expect(waysBetween(chain, "n0", `n${LONGEST_WAY}`).ways).toHaveLength(1);
    expect(waysBetween(chain, "n0", `n${LONGEST_WAY + 1}`).ways).toHaveLength(0);
    const wide = Array.from({ length: 40 }, (_, at) => [link(`i${at}`, "from", `m${at}`), link(`o${at}`, `m${at}`, "to")]).flat();
    expect(waysBetween(wide, "from", "to")).toMatchObject({ more: true });
    expect(waysBetween(wide, "from", "to").ways).toHaveLength(MOST_WAYS);
  });

  it("end in time on a map where everything leads to everything", () => {
    const names = Array.from({ length: 60 }, (_, at) => `n${at}`);
    const dense = names.flatMap((from) => names.map((to) => link(`${from}${to}`, from, to)));
    expect(waysBetween(dense, "n0", "n1").more).toBe(true);
  });

  it("are kept in the address whatever their ends are called", () => {
    const between = { from: "a/b ü", to: 'c"%', at: 3 };
    expect(betweenOf(betweenId(between))).toEqual(between);
    expect(betweenOf("way:%%%/x")).toBeNull();
    expect(betweenOf("F05")).toBeNull();
  });
});
