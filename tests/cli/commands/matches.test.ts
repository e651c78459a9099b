import { jsonEvent } from "@eventstore/db-client";
import { beforeAll, describe, expect, it } from "vitest";
import { COLUMNS_TO_A_TIE } from "../../domain/specification.ts";
import { CliInProcess, runInProcess } from "../support/in-process.ts";
import { inStore, pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { PLAYER_ONE_WINS, PLAYER_TWO_WINS } from "../support/stored-games.ts";

/** Plays with these lines typed, and leaves. @returns the lines printed, without boards and questions. */
async function play(words: readonly string[], ...lines: string[]) {
  const cli = new CliInProcess(["play", ...words]);
  cli.input.end(lines.map((line) => `${line}\n`).join(""));
  const { code, output, errors } = await cli.ended;
  expect([code, errors]).toEqual([0, ""]);
  return output.split("\n").filter((line) => /^(Match|Game|Score|Resume|It's)|(wins!|best of)/.test(line));
}

const newMatch = (store: string, bestOf = 3) => [
  ...["--best-of", `${bestOf}`, "--player-one", "Ann", "--player-two", "Bob", "--store", store],
];
const idIn = (lines: readonly string[], what: "Match" | "Game") =>
  lines.find((line) => line.startsWith(what))?.split(" ")[1] ?? "";

describe("a match", () => {
  it("goes on by itself, sides swapped, until somebody has won enough games", async () => {
    const store = pathInAFolderOfItsOwn("match.db");
    const lines = await play(newMatch(store), ...PLAYER_ONE_WINS, ...PLAYER_ONE_WINS, ...PLAYER_TWO_WINS);
    expect(lines).toEqual([
      expect.stringMatching(/^Match [\da-f-]{14}4/),
      "Ann plays against Bob, best of 3",
      expect.stringMatching(/^Game [\da-f-]{14}5/),
      "Ann wins!",
      "Score: Ann 1, Bob 0",
      expect.stringMatching(/^Game /),
      "Bob wins!",
      "Score: Ann 1, Bob 1",
      expect.stringMatching(/^Game /),
      "Bob wins!",
      "Score: Ann 1, Bob 2. Bob wins the match!",
    ]);
  });

  it("is carried on by its id, by the beginning of it, and by the id of its game", async () => {
    const store = pathInAFolderOfItsOwn("match.db");
    const first = await play(newMatch(store), ...PLAYER_ONE_WINS, "D");
    const match = idIn(first, "Match");
    expect(first.at(-1)).toBe(`Resume with: npx tsx src/cli.ts play ${match} --store ${store}`);

    const second = await play([match.slice(0, 6), "--store", store], "E");
    expect(second).toEqual([
      `Match ${match}`,
      "Ann plays against Bob, best of 3",
      "Score: Ann 1, Bob 0",
      expect.stringMatching(/^Game /),
      first.at(-1),
    ]);
    const third = await play([idIn(second, "Game"), "--store", store], ..."DEDED");
    expect(third[0]).toBe(`Match ${match}`);
    expect(third.slice(-4)).toEqual([
      "Bob wins!",
      "Score: Ann 1, Bob 1",
      expect.stringMatching(/^Game /),
      first.at(-1),
    ]);
    const earlier = await play([idIn(first, "Game"), "--store", store]);
    expect(earlier).toEqual([`Game ${idIn(first, "Game")}`, "Ann wins!"]);
  });

  it("plays a tie again", async () => {
    const store = pathInAFolderOfItsOwn("match.db");
    const lines = await play(newMatch(store, 1), ...COLUMNS_TO_A_TIE, ...PLAYER_TWO_WINS);
    expect(lines.filter((line) => !/^(Match|Game)/.test(line))).toEqual([
      "Ann plays against Bob, best of 1",
      "It's a tie!",
      "Score: Ann 0, Bob 0, tied 1",
      "Ann wins!",
      "Score: Ann 1, Bob 0, tied 1. Ann wins the match!",
    ]);
  });

  it("is in no list and no file if the names or the number are refused", async () => {
    for (const [words, sentence] of [
      [["--best-of", "4"], "--best-of takes an odd number, such as 3 or 5."],
      [["--best-of", "0"], "--best-of takes an odd number, such as 3 or 5."],
      [["--best-of=-1"], "--best-of takes an odd number, such as 3 or 5."],
      [
        ["--best-of", "-1"],
        "--best-of needs a value: --best-of <n>, or --best-of=<n> if it begins with a dash.",
      ],
      [["--best-of", "three"], "--best-of takes an odd number, such as 3 or 5."],
      [["some-id", "--best-of", "3"], "A match begins with its first game: leave out --best-of, or the id."],
      [
        ["--best-of", "3", "--player-one", "Ann", "--player-two", "ann"],
        "ann and Ann are the same name: the two players need different ones.",
      ],
    ] as const) {
      const { code, errors } = await runInProcess(["play", ...words, "--store", "memory"]);
      expect([code, errors.split("\n")[0]]).toEqual([2, sentence]);
    }
  });
});

describe("the list of matches", () => {
  let store: string;
  let won: string;
  let open: string;
  beforeAll(async () => {
    store = pathInAFolderOfItsOwn("matches.db");
    won = idIn(await play(newMatch(store, 1), ...PLAYER_TWO_WINS), "Match");
    open = idIn(await play(newMatch(store, 5), ...PLAYER_ONE_WINS), "Match");
    await inStore(store, async ({ client }) => {
      await client.appendToStream("match-broken", [
        jsonEvent({ type: "MatchFinished", data: { winner: "" } }),
      ]);
    });
  });
  const list = async (...words: string[]) =>
    (await runInProcess(["matches", ...words, "--store", store])).output;

  it("shows scores, the newest first, and names what is broken", async () => {
    const [, heading, ...lines] = (await list()).split("\n");
    expect(heading).toMatch(/^Match +Started +Player one +Player two +Best of +Score +State$/);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^${open.slice(0, 4)}.* Ann +Bob +5 +1-0 +open$`)),
      expect.stringMatching(new RegExp(`^${won.slice(0, 4)}.* Ann +Bob +1 +0-1 +player two won$`)),
      "",
      "Left out, one broken match:",
      "  The history of match broken is corrupt at revision 0: This match has not started yet: it needs two players first.",
      "",
    ]);
  });

  it("shows only the open ones, or all as JSON", async () => {
    expect(await list("--open")).not.toContain(won.slice(0, 4));
    const [first, second, broken] = JSON.parse(await list("--json"));
    expect(first).toMatchObject({ id: open, bestOf: 5, winsOne: 1, winsTwo: 0, ties: 0, winner: null });
    expect(second).toMatchObject({ id: won, playerOne: "Ann", playerTwo: "Bob", winner: "Bob" });
    expect(broken).toMatchObject({ id: "broken", fault: expect.stringContaining("corrupt") });
  });

  it("says that there is none", async () => {
    const { output } = await runInProcess(["matches", "--store", "memory"]);
    expect(output).toMatch(/\nNo match has been started yet\.\n$/);
    const none = await runInProcess(["matches", "--open", "--store", "memory"]);
    expect(none.output).toMatch(/\nNo match is open\.\n$/);
  });

  it("is followed to the end by whoever joins or watches a match that is over", async () => {
    for (const words of [["watch"], ["join", "--as", "bob"], ["play"]]) {
      const { code, output } = await runInProcess([...words, won, "--store", store]);
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(/\nScore: Ann 0, Bob 1\. Bob wins the match!\n$/),
      ]);
    }
    const stranger = await runInProcess(["join", won, "--as", "Zoe", "--store", store]);
    expect(stranger.errors).toBe("Zoe does not play in this game: Ann and Bob do.\n");
  });

  it("has no boards: a match is not replayed or audited", async () => {
    for (const words of [["replay"], ["history", "--audit"]]) {
      const { code, errors } = await runInProcess([...words, won, "--store", store]);
      expect([code, errors]).toEqual([
        1,
        `${won} is a match, not a game: "history" with this id names its games.\n`,
      ]);
    }
    const broken = await runInProcess(["play", "broken", "--store", store]);
    expect([broken.code, broken.errors]).toEqual([
      1,
      expect.stringMatching(/^The history of match broken is /),
    ]);
  });
});

describe("the causes of an event", () => {
  it("are shown from a reaction's event back to the command of a player", async () => {
    const store = pathInAFolderOfItsOwn("causes.db");
    const lines = await play(newMatch(store), ...PLAYER_ONE_WINS, ...PLAYER_ONE_WINS);
    const match = idIn(lines, "Match");
    const [game = "", next = ""] = lines
      .filter((line) => line.startsWith("Game"))
      .map((line) => line.slice(5));
    const { output } = await runInProcess(["history", next, "--why", "--store", store]);
    const command = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
    expect(output.split("\n").slice(1, 7)).toEqual([
      expect.stringMatching(/^ {2}0 .* GameStarted {3}Bob \(X\) plays against Ann \(O\) {2}\(causation/),
      `     ^ because of MatchGameScheduled at revision 3 of match-${match}: game 2 is due: ${next}`,
      `     ^ because of GameFinished at revision 8 of game-${game}: Ann wins`,
      expect.stringMatching(new RegExp(`^ {5}\\^ because of the command ${command.source}`)),
      expect.stringMatching(/^ {2}1 .* MoveMade /),
      expect.stringMatching(new RegExp(`^ {5}\\^ because of the command ${command.source}`)),
    ]);
    const json = await runInProcess(["history", match, "--why", "--json", "--store", store]);
    const events = json.output
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.map(({ type, why }) => [type, why.length])).toEqual([
      ["MatchStarted", 0],
      ["MatchGameScheduled", 0],
      ...["MatchGameFinished", "MatchGameScheduled", "MatchGameFinished", "MatchGameScheduled"].map(
        (type) => [type, 1],
      ),
    ]);
    expect(events[2].why[0]).toMatchObject({ stream: `game-${game}`, revision: 8, type: "GameFinished" });
    expect(events[2].metadata).toEqual({ $causationId: events[2].why[0].id, $correlationId: match });
  });
});
