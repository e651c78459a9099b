import { describe, expect, it } from "vitest";
import { drawListing } from "../../../src/cli/screens/listing.ts";
import { fill, widthOf, wrap } from "../../../src/cli/terminal/text-width.ts";

describe("the width of a text", () => {
  it.each([
    ["", 0],
    ["Ann", 3],
    ["Zoë", 3],
    ["Zoe\u0308", 3],
    ["李雷", 4],
    ["ｶﾅ", 2],
    ["カナ", 4],
    ["한국", 4],
    ["\u1112\u1161\u11ab", 2],
    ["😀", 2],
    ["👨‍👩‍👧‍👦", 2],
    ["🇨🇭", 2],
    ["👍🏽", 2],
    ["❤", 1],
    ["❤️", 2],
    ["1", 1],
    ["1️⃣", 2],
    ["a\u200bb", 2],
    ["𠮷", 2],
    ["…", 1],
  ])("of %s is %i cells", (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe("a text in a column of fixed width", () => {
  it.each([
    ["Ann", 5, "Ann  "],
    ["Annabelle", 5, "Anna…"],
    ["李雷雷", 5, "李雷…"],
    ["李雷雷", 4, "李… "],
    ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 4, "👨‍👩‍👧‍👦… "],
    ["a\u001b[31mb", 7, "a�[31mb"],
  ])("%s in %i cells is %s", (text, width, expected) => {
    expect(fill(text, width)).toBe(expected);
    expect(widthOf(fill(text, width, "right"))).toBe(width);
  });
});

describe("a text in lines", () => {
  it.each([
    ["Ann drops a token", 9, ["Ann drops", "a token"]],
    ["Annabelle drops", 5, ["Annab", "elle", "drops"]],
    ["李雷雷 drops", 5, ["李雷", "雷", "drops"]],
  ])("%s of %i cells", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it("may be one very long word", () => {
    expect(wrap("x".repeat(1_000_000), 5)).toHaveLength(200_000);
    expect(wrap("李".repeat(3), 1)).toEqual(["李", "李", "李"]);
    const families = "👨‍👩‍👧‍👦".repeat(100);
    expect(wrap(families, 10).join("")).toBe(families);
    expect(widthOf(`${families}e${"\u0301".repeat(10_000)}${"🇸🇪".repeat(99)}`)).toBe(200 + 1 + 198);
  });
});

describe("a listing", () => {
  const columns = [
    { heading: "Name", flexible: true },
    { heading: "Other", flexible: true },
    { heading: "Count", align: "right" as const },
  ];

  it("is as wide as it needs to be", () => {
    expect(drawListing(columns, [["Ann", "李雷", "7"]])).toEqual([
      "Name  Other  Count",
      "Ann   李雷       7",
    ]);
  });

  it("may have very many rows, and very long texts", () => {
    const rows = Array.from({ length: 150_000 }, () => ["Ann", "Bob", "7"]);
    expect(drawListing(columns, rows)).toHaveLength(150_001);
    const [, line = ""] = drawListing(columns, [["x".repeat(1_000_000), "Bob", "7"]]);
    expect(line).toBe(`${"x".repeat(65)}…  Bob        7`);
  });

  it("never takes more than 80 cells", () => {
    const names = ["w".repeat(200), "李".repeat(40), "👨‍👩‍👧‍👦".repeat(40), "Ann", "\u0007".repeat(90)];
    const rows = names.flatMap((one) => names.map((two) => [one, two, "42"]));
    for (const line of drawListing(columns, rows)) {
      expect(widthOf(line)).toBe(80);
      expect(line).toMatch(/(42|Count)$/);
    }
  });
});
