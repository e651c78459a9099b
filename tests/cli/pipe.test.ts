import { describe, expect, it } from "vitest";
import { deadPort } from "../persistence/servers/lossy-proxy.ts";
import { CliProcess, runCli } from "./support/cli-process.ts";
import { boardsIn, cellsWith, gameIdIn } from "./support/drawings.ts";

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const ESCAPE = "\u001b";

/** Returns each answer to this question with the reply, up to the next question. */
function repliesTo(question: string, transcript: string): { answer: string; reply: string }[] {
  return transcript
    .split(question)
    .slice(1)
    .map((text) => {
      const [answer = "", ...reply] = text.split("\n");
      return { answer, reply: reply.join("\n") };
    });
}

describe.concurrent("a whole game through a pipe", () => {
  it("is played to its end, also behind a dead proxy, and the process ends at once though the pipe stays open", async () => {
    const proxy = `http://127.0.0.1:${await deadPort()}`;
    const env = { http_proxy: proxy, https_proxy: proxy, grpc_proxy: proxy, no_proxy: "example.com" };
    const cli = new CliProcess(["--store", "memory"], { env });
    cli.type("Ann\r", "Bob\r", "a\r", "2\r", "A\r", "B\r", " 1 \r", "b\r", "1\r", "nobody reads this\r");
    await cli.output.readUntil("Ann wins!\n");
    const won = Date.now();
    const { code, output, errors } = await cli.ended;
    expect(Date.now() - won).toBeLessThan(2_500);

    expect([code, errors]).toEqual([0, ""]);
    expect(output.split("\n")[0]).toBe("Events: memory, and gone when this program ends");
    expect(output).toContain("Player one: Ann\nPlayer two: Bob\nGame ");
    expect(gameIdIn(output)).toMatch(UUID);
    expect(output.match(/(Ann \(X\)|Bob \(O\)) moves: .*/g)).toEqual([
      "Ann (X) moves: a",
      "Bob (O) moves: 2",
      "Ann (X) moves: A",
      "Bob (O) moves: B",
      "Ann (X) moves:  1 ",
      "Bob (O) moves: b",
      "Ann (X) moves: 1",
    ]);
    const boards = boardsIn(output);
    expect(boards.map((board) => [cellsWith("X", board).length, cellsWith("O", board).length])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 2],
      [3, 3],
      [4, 3],
    ]);
    expect(cellsWith("O", boards.at(-1) ?? [])).toEqual(["B1", "B2", "B3"]);
    expect(cellsWith("[X]", boards.at(-1) ?? []), "the winning four").toEqual(["A1", "A2", "A3", "A4"]);
    expect(boards.slice(0, -1).flat().join("")).not.toContain("[");
    expect(output.endsWith("\nAnn wins!\n"), "nobody is asked for a rematch").toBe(true);
    expect(output).not.toContain(ESCAPE);
  });
});

describe.concurrent("a line that cannot be understood", () => {
  it("gets one sentence and the same question again, and q leaves", async () => {
    const badNames = ["", "   ", "x".repeat(41), "An\tn", `${ESCAPE}[31mAnn`];
    const badMoves = ["", "H", "AA", "0", "8", "A1", "ä", "q q", `${ESCAPE}[31mA`, "x".repeat(500)];
    const lines = [...badNames, "?", "?", ...badNames, "q", ...badMoves, "?", ..."CcCcCc", "C", "q", "A"];
    const { code, output, errors } = await runCli(["--store", "memory"], lines);
    expect([code, errors]).toEqual([0, ""]);
    expect(output).not.toContain(ESCAPE);

    const ones = repliesTo("Player one: ", output);
    expect(ones.map(({ reply }) => reply.split("\n").length)).toEqual([
      ...badNames.map(() => 2),
      expect.any(Number),
    ]);
    expect(ones.at(-1)?.answer).toBe("?");
    const twos = repliesTo("Player two: ", output);
    expect(twos.slice(0, -1).map(({ reply }) => reply.split("\n").length)).toEqual([
      2,
      ...badNames.map(() => 2),
    ]);
    expect(twos.at(-1)?.answer).toBe("q");
    for (const { reply } of [...ones.slice(0, -1), ...twos.slice(0, -1)])
      expect(reply).toMatch(/^[^\n]+\.\n$/);

    const [first = [], second = []] = [
      repliesTo("? (X) moves: ", output),
      repliesTo("q (O) moves: ", output),
    ];
    const refused = first.slice(0, badMoves.length);
    for (const { reply } of refused) expect(reply).toMatch(/^[^\n]+\.\n$/);
    expect(refused[1]?.reply).toContain("H");
    expect(refused[0]?.reply).toMatch(/A to G.*1 to 7/);
    const help = first[badMoves.length];
    expect([help?.answer, help?.reply]).toEqual([
      "?",
      expect.stringMatching(/^[^\n]*A to G[^\n]* q [^\n]*\.\n$/),
    ]);
    expect(second).toHaveLength(3);
    const [full, left] = first.slice(-2);
    expect(full).toEqual({
      answer: "C",
      reply: expect.stringMatching(/^[^\n]*C is full[^\n]*A, B, D, E, F, G\.\n$/),
    });
    expect(left).toEqual({ answer: "q", reply: expect.stringMatching(/^[^\n]*memory[^\n]* gone[^\n]*\n$/) });
    expect(output).not.toContain("Resume with");
    expect(boardsIn(output)).toHaveLength(1 + 6);
  });
});
