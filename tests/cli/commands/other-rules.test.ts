import { beforeAll, describe, expect, it } from "vitest";
import { ANN_AND_BOB, finished, moved, moves } from "../../domain/specification.ts";
import { runInProcess } from "../support/in-process.ts";
import { pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { storeGames } from "../support/stored-games.ts";

const store = pathInAFolderOfItsOwn("other-rules.db");

beforeAll(() =>
  storeGames(store, {
    // Player two has won after two moves, which today's rules do not allow.
    "of-old": [ANN_AND_BOB, ...moves("DE"), finished("PlayerTwoWon"), moved("Bob", "E")],
    unfinished: [ANN_AND_BOB, ...moves("ABABABA")],
    today: [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon")],
    stranger: [ANN_AND_BOB, moved("Zoe", "D")],
  }),
);

async function run(...words: string[]) {
  return runInProcess([...words, "--store", store]);
}

describe("a game that ended under other rules", () => {
  it("is listed, counted, shown and replayed as it happened", async () => {
    const games = JSON.parse((await run("games", "--json")).output) as { id: string }[];
    expect(games).toContainEqual(expect.objectContaining({ id: "of-old", result: "PlayerTwoWon", moves: 3 }));
    const standings = JSON.parse((await run("leaderboard", "--json")).output) as object[];
    expect(standings).toContainEqual(expect.objectContaining({ player: "Bob", wins: 1, games: 2 }));
    const { code, output } = await run("watch", "of-old");
    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/ \. {2}\. {2}\. {2}X {2}O {2}\. {2}\.\n\nBob wins!\n$/),
    ]);
    expect((await run("replay", "of-old")).output).toContain("Event 5 of 5: MoveMade");
  });

  it("is not played on", async () => {
    const { code, output, errors } = await run("play", "of-old");
    expect([code, output.endsWith("\nBob wins!\n"), errors]).toEqual([0, true, ""]);
  });
});

describe("history --audit", () => {
  /** Returns the lines without time and metadata. */
  const linesOf = ({ output }: { output: string }) =>
    output
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/ \d{4}-\S+Z/, "").trim());

  it("marks each event that today's rules would not record, and says what they would record", async () => {
    const audited = await run("history", "of-old", "--audit");
    expect([audited.code, audited.errors]).toEqual([0, ""]);
    expect(linesOf(audited)).toEqual([
      "0   GameStarted   Ann (X) plays against Bob (O)",
      "1   MoveMade      Ann drops a token into column D",
      "2   MoveMade      Bob drops a token into column E",
      "3   GameFinished  Bob wins",
      "^ Today's rules would have led to nothing here.",
      "4   MoveMade      Bob drops a token into column E",
      "^ This game is over: start a new one to play on.",
    ]);
  });

  it("reports an event that is missing at the end", async () => {
    expect(linesOf(await run("history", "unfinished", "--audit")).slice(-2)).toEqual([
      "8  (nothing)",
      "^ Today's rules would have led to GameFinished (PlayerOneWon) here.",
    ]);
    const json = await run("history", "unfinished", "--audit", "--json");
    expect(JSON.parse(json.output.trimEnd().split("\n").at(-1) ?? "")).toEqual({
      revision: 8,
      objection: "Today's rules would have led to GameFinished (PlayerOneWon) here.",
    });
  });

  it("adds a field to the JSON of an event with an objection, and nothing to the others", async () => {
    const fieldsOf = async (game: string) =>
      (await run("history", game, "--audit", "--json")).output
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { objection?: string }).objection);
    expect(await fieldsOf("of-old")).toEqual([
      undefined,
      undefined,
      undefined,
      "Today's rules would have led to nothing here.",
      "This game is over: start a new one to play on.",
    ]);
    const history = await run("history", "today");
    expect(await run("history", "today", "--audit")).toEqual({
      ...history,
      output: `${history.output}Today's rules would have led to the same events.\n`,
    });
  });

  it("is refused in one sentence if the game cannot be loaded", async () => {
    const { code, errors } = await run("history", "stranger", "--audit");
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^The history of game stranger is corrupt at revision 1: /),
    ]);
    expect((await run("history", "stranger")).code).toBe(0);
  });
});
