import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test, vi } from "vitest";
import { drawBoard, shapeOf } from "../../src/cli/screens/board.ts";
import { resumeLine } from "../../src/cli/screens/resume.ts";
import { printable, printableJson, quoted } from "../../src/cli/terminal/printable.ts";
import { Board, type Column } from "../../src/domain/board.ts";
import { locateStore } from "../../src/persistence/store-location.ts";

import { testTerminal } from "./test-terminal.ts";

const ESCAPE = "\u001b";

/** Returns the board after tokens of player one and player two, in turn, in these columns. */
function boardAfter(columns: string): Board {
  return [...columns].reduce(
    (board, column, index) => board.dropToken(column as Column, index % 2 === 0 ? "PlayerOne" : "PlayerTwo"),
    Board.empty,
  );
}

vi.setConfig({ testTimeout: 30_000 }); // The test has many texts, and the machine may be busy.

describe("the board", () => {
  it("is drawn with letters above its columns, and with two tokens that differ in shape", () => {
    expect(drawBoard(boardAfter("DDEG"), false).split("\n")).toEqual([
      " A  B  C  D  E  F  G",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  O  .  .  .",
      " .  .  .  X  X  .  O",
    ]);
  });

  it("shows the winning four, and them alone, in brackets", () => {
    const [, ...won] = drawBoard(boardAfter("ABBCCDCDDGD"), false).split("\n");
    expect(won.slice(2)).toEqual([
      " .  .  . [X] .  .  .",
      " .  . [X] X  .  .  .",
      " . [X] X  O  .  .  .",
      "[X] O  O  O  .  .  O",
    ]);
    expect(drawBoard(boardAfter("ABBCCDCDDG"), false)).not.toContain("[");
  });

  it("has colours for the two tokens only, and none if colours are off", () => {
    const board = boardAfter("ABABABA");
    const colors = new RegExp(`${ESCAPE}\\[[\\d;]*m`, "g");
    const colored = drawBoard(board, true);
    expect(colored.replace(colors, "")).toBe(drawBoard(board, false));
    expect(drawBoard(board, false)).not.toMatch(colors);
    expect(colored).toContain(`${ESCAPE}[31m`);
    expect(colored).toContain(`${ESCAPE}[33m O ${ESCAPE}[39m`);
    expect(drawBoard(Board.empty, true)).toBe(drawBoard(Board.empty, false));
    expect(shapeOf("PlayerOne")).not.toBe(shapeOf("PlayerTwo"));
  });
});

const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

test("printed text cannot control a terminal, and safe text is not changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(printable(text)).not.toMatch(unsafe);
      expect([...printable(text)].length).toBe([...text].length);
      expect(JSON.parse(printableJson({ text }))).toEqual({ text });
      expect(printableJson({ text })).not.toMatch(unsafe);
    }),
  );
  for (const text of ["Åsa Ødegård-O'Neill", "花子", "👩‍👩‍👧", "a [X] |b|"])
    expect(printable(text)).toBe(text);
  expect(printable("\u2028\u2029\u007f\u009b")).toBe("\ufffd".repeat(4));
  expect(printableJson("\u2028\u007f\u202e")).toBe('"\\u2028\\u007f\\u202e"');
  expect(printable("A\u001b[31m\nB\u202e\ud800")).toBe("A\ufffd[31m\ufffdB\ufffd\ufffd");
});

test("a text is printed as one line, also as an error", () => {
  const { terminal, printed, complained } = testTerminal([]);
  terminal.print("Ann\nGame 1\r\u001b[2J");
  terminal.complain("Bob\nGame 2");
  expect([printed(), complained()]).toEqual(["Ann\ufffdGame 1\ufffd\ufffd[2J\n", "Bob\ufffdGame 2\n"]);
});

test("a question is one line, too", async () => {
  const { terminal, printed } = testTerminal(["D"]);
  expect(await terminal.ask("Ann\n\u001b[2J moves: ")).toBe("D");
  terminal.close();
  expect(printed()).toBe("Ann\ufffd\ufffd[2J moves: D\n");
});

test("typed text is repeated in quotation marks, and shortened", () => {
  expect(quoted("H")).toBe('"H"');
  expect(quoted("x".repeat(20))).toBe(`"${"x".repeat(20)}"`);
  expect(quoted("🐳".repeat(21))).toBe(`"${"🐳".repeat(20)}…"`);
});

describe("the way back to a game", () => {
  const FILE = { kind: "file", path: resolve("games.db") } as const;
  const onWindows = process.platform === "win32";

  it("repeats the --store option, if one was given", () => {
    expect(resumeLine("some-id", FILE, undefined)).toBe("Resume with: npx tsx src/cli.ts play some-id");
    expect(resumeLine("some-id", FILE, "../games.db")).toBe(
      "Resume with: npx tsx src/cli.ts play some-id --store ../games.db",
    );
  });

  it.each([
    ["my games.db", "'my games.db'", '"my games.db"'],
    ["$HOME.db", "'$HOME.db'", '"$HOME.db"'],
    ["esdb://a?tls=false", "'esdb://a?tls=false'", '"esdb://a?tls=false"'],
    [
      "esdb://me:secret@a,b?tls=false&gossipTimeout=2",
      "'esdb://me:PASSWORD@a,b?tls=false&gossipTimeout=2'",
      '"esdb://me:PASSWORD@a,b?tls=false&gossipTimeout=2"',
    ],
    ["it's.db", `'it'\\''s.db'`, `"it's.db"`],
  ])("is fit for a shell, and without a password: %s", (store, word, wordOnWindows) => {
    const location = store.startsWith("esdb") ? locateStore(store, {}) : FILE;
    expect(resumeLine("some-id", location, store)).toBe(
      `Resume with: npx tsx src/cli.ts play some-id --store ${onWindows ? wordOnWindows : word}`,
    );
  });

  it.each([
    ["$(reboot)", "play '$(reboot)' --store games.db", 'play "$(reboot)" --store games.db'],
    ["-", "play --store games.db -- -", "play --store games.db -- -"],
    ["--help me", "play --store games.db -- '--help me'", 'play --store games.db -- "--help me"'],
  ])("is fit for a shell whatever another program has called the game: %s", (id, line, lineOnWindows) => {
    expect(resumeLine(id, FILE, "games.db")).toBe(
      `Resume with: npx tsx src/cli.ts ${onWindows ? lineOnWindows : line}`,
    );
  });

  it("does not exist for a game in memory", () => {
    expect(resumeLine("some-id", { kind: "memory" }, "memory")).toBe(
      "This game was kept in memory, and is gone now.",
    );
  });
});
