import { setImmediate as turnOfOthers } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { MAX_LINE_LENGTH } from "../../../src/cli/terminal/input.ts";
import { Terminal } from "../../../src/cli/terminal/terminal.ts";
import { hasSignals } from "../../runs-here.ts";
import { CliProcess } from "../support/cli-process.ts";
import { standInStreams } from "../support/stand-in-streams.ts";

/** Opens a terminal on stand-in streams. The caller must close it. */
function open(...atTerminal: ("input" | "output")[]) {
  const { streams, input, output } = standInStreams(atTerminal);
  return { terminal: new Terminal(streams, false), input, output };
}

const [BACKSPACE, CTRL_A, END] = ["\u007f", "\u0001", "\u001b[F"] as const;
const NEITHER_KEY_NOR_TEXT = [
  "\t",
  "\u001c",
  "\u001f",
  "\u0085",
  "\u009b",
  "\u2028",
  "\u2029",
  "\u202e",
  "\u200f",
];

describe("input from a pipe", () => {
  it("is read no faster than the program needs it, because it may never end", async () => {
    const { terminal, input } = open();
    const first = terminal.ask("? ");
    const line = "y".repeat(99);
    for (let chunk = 0; chunk < 100; chunk++) input.write(`${line}\n`.repeat(100));
    expect(await first).toBe(line);
    for (let turn = 0; turn < 1_000; turn++) await turnOfOthers();
    expect(input.writableLength).toBeGreaterThan(500_000);
    input.end();
    let lines = 1;
    while ((await terminal.ask("? ")) === line) lines++;
    expect(lines).toBe(100 * 100);
    terminal.close();
  });

  it("is read line by line, each only up to a length that a player could type", async () => {
    const { terminal, input } = open();
    for (const piece of ["x".repeat(MAX_LINE_LENGTH), "xyz", "\r", "\nD\r\nä", "ö\n", "E"])
      input.write(piece);
    input.end();
    expect(await terminal.ask("")).toBe("x".repeat(MAX_LINE_LENGTH));
    expect([await terminal.ask(""), await terminal.ask(""), await terminal.ask("")]).toEqual([
      "D",
      "äö",
      "E",
    ]);
    expect(await terminal.ask("")).toBeUndefined();
    terminal.close();
  });

  it("ends when it can no longer be read", async () => {
    const { terminal, input } = open();
    input.write("D\n");
    expect(await terminal.ask("")).toBe("D");
    input.destroy(new Error("EIO: i/o error, read"));
    expect(await terminal.ask("")).toBeUndefined();
    terminal.close();
  });

  it("is ignored after Ctrl-C, whether it is one line or endless lines", async () => {
    if (!hasSignals()) return;
    const cli = new CliProcess(["--store", "memory", "--player-one", "Ann", "--player-two", "Bob"]);
    cli.typeForEver("no column\n");
    await cli.output.readUntil("is not a column");
    cli.send("SIGINT");
    const { code, signal, output, errors } = await cli.ended;
    expect([code, signal, errors]).toEqual([0, null, ""]);
    expect(output.endsWith("(X) moves: \nThis game was kept in memory, and is gone now.\n")).toBe(true);
  });
});

describe("input at a terminal", () => {
  it.each(NEITHER_KEY_NOR_TEXT)("is read and shown without %j", async (character) => {
    const { terminal, input, output } = open("input", "output");
    input.write(`A${character}nn\r`);
    expect(await terminal.ask("Name: ")).toBe("Ann");
    terminal.close();
    expect(output.raw).not.toContain(character);
    expect(output.text).toContain("Name: Ann\n");
  });

  it("keeps the keys that readline knows", async () => {
    const { terminal, input } = open("input", "output");
    for (const key of [..."nnx", BACKSPACE, CTRL_A, "A", END, "!", "\r"]) input.write(key);
    expect(await terminal.ask("Name: ")).toBe("Ann!");
    terminal.close();
  });
});
