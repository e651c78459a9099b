import { existsSync, mkdirSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { widthOf } from "../../src/cli/terminal/text-width.ts";
import { runCli } from "./support/cli-process.ts";
import { boardsIn, cellsWith } from "./support/drawings.ts";
import { CliInProcess, runInProcess } from "./support/in-process.ts";
import { standInStreams } from "./support/stand-in-streams.ts";
import { pathInAFolderOfItsOwn } from "./support/store-file.ts";
import { gameBetween, PLAYER_ONE_WINS, PLAYER_TWO_WINS, storeGames } from "./support/stored-games.ts";

const WIDE = "李".repeat(40);
const FAMILIES = "👨‍👩‍👧‍👦".repeat(5);

/** Creates a store with games whose ids begin alike, and a game that cannot be read. @returns its path. */
async function someGames(): Promise<string> {
  const store = pathInAFolderOfItsOwn("games.db");
  await storeGames(store, {
    "aaaa1-first": gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
    "aaaa2-second": gameBetween("bob", "ANN", PLAYER_ONE_WINS),
    "bbbb-open": gameBetween(WIDE, FAMILIES, "D"),
    "cccc-broken": [...gameBetween("Ann", "Bob", PLAYER_TWO_WINS), { type: "MoveMade" }],
  });
  return store;
}

const idsIn = (json: string) => JSON.parse(json).map(({ id }: { id: string }) => id);

describe("the read side", () => {
  it("lists games, the newest first, by unique beginnings of their ids", async () => {
    const store = await someGames();
    const { code, output, errors } = await runInProcess(["games", "--store", store]);
    expect([code, errors]).toEqual([0, ""]);
    const [where, heading = "", ...lines] = output.split("\n");
    expect(where).toBe(`Events: ${store}`);
    expect(heading).toMatch(/^Game +Started +Player one \(X\) +Player two \(O\) +Moves +State$/);
    expect(lines.slice(0, 3).map((line) => line.split(" ")[0])).toEqual(["bbbb", "aaaa2", "aaaa1"]);
    expect(lines[0]).toMatch(/ {2}李{5,}… +(👨‍👩‍👧‍👦)+ +1 {2}O moves$/u);
    expect(lines[1]).toMatch(/ {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}bob +ANN +7 {2}X won$/);
    expect(lines.slice(3)).toEqual([
      "",
      "Left out, one broken game:",
      expect.stringMatching(/^ {2}Event MoveMade at revision 10 of stream game-cccc-broken cannot be read/),
      "",
    ]);
    for (const line of [heading, ...lines.slice(0, 3)]) expect(widthOf(line)).toBeLessThanOrEqual(80);
    expect(output).not.toContain("\u001b");
  });

  it("lists only open or only finished games, also as JSON, and always the unreadable ones", async () => {
    const store = await someGames();
    const all = await runInProcess(["games", "--store", store, "--json"]);
    const open = await runInProcess(["games", "--store", store, "--json", "--open"]);
    const finished = await runInProcess(["games", "--store", store, "--json", "--finished"]);
    expect(idsIn(all.output)).toEqual(["bbbb-open", "aaaa2-second", "aaaa1-first", "cccc-broken"]);
    expect(idsIn(open.output)).toEqual(["bbbb-open", "cccc-broken"]);
    expect(idsIn(finished.output)).toEqual(["aaaa2-second", "aaaa1-first", "cccc-broken"]);
    expect(JSON.parse(finished.output)[1]).toEqual({
      id: "aaaa1-first",
      playerOne: "Ann",
      playerTwo: "Bob",
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      changedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      moves: 7,
      nextPlayer: null,
      result: "PlayerOneWon",
    });
  });

  it("counts each player's wins, and is rebuilt when its file is deleted", async () => {
    const store = await someGames();
    const before = await runInProcess(["leaderboard", "--store", store]);
    expect(before.errors).toBe("");
    expect(before.output.split("\n").slice(1)).toEqual([
      "Player  Games  Wins  Losses  Ties  Win rate  Fastest win",
      "Ann         2     1       1     0      50 %      7 moves",
      "Bob         2     1       1     0      50 %      7 moves",
      "",
      "Left out, one broken game:",
      expect.stringContaining("game-cccc-broken"),
      "",
    ]);
    expect(existsSync(`${store}.read-model`)).toBe(true);
    rmSync(`${store}.read-model`);
    const after = await runInProcess(["leaderboard", "--store", store, "--json"]);
    const rebuilt = await runInProcess(["leaderboard", "--store", store, "--rebuild"]);
    expect(JSON.parse(after.output)).toEqual([
      { player: "Ann", games: 2, wins: 1, losses: 1, ties: 0, winRate: 0.5, fastestWin: 7 },
      { player: "Bob", games: 2, wins: 1, losses: 1, ties: 0, winRate: 0.5, fastestWin: 7 },
      { id: "cccc-broken", fault: expect.stringContaining("MoveMade at revision 10") },
    ]);
    expect([rebuilt.output, rebuilt.errors]).toEqual([before.output, "Rebuilt from 31 events.\n"]);
  });

  it("shows the newest 20 and the number of the others, or as many as --limit says", async () => {
    const store = pathInAFolderOfItsOwn("many.db");
    const ids = Array.from({ length: 25 }, (_, index) => `${index + 100}-game`);
    await storeGames(
      store,
      Object.fromEntries(
        ids.map((id, index) => [id, gameBetween(`Player ${index}`, "Bob", PLAYER_ONE_WINS)]),
      ),
    );
    const run = async (...words: string[]) => (await runInProcess([...words, "--store", store])).output;
    const newest = ids.toReversed();
    const shownIn = (output: string) =>
      output.match(/^\d{3}-\S*/gm)?.map((short) => ids.find((id) => id.startsWith(short)));
    expect(shownIn(await run("games"))).toEqual(newest.slice(0, 20));
    expect(await run("games")).toMatch(/\nand 5 more: --limit <n> or --all shows them\n$/);
    expect(shownIn(await run("games", "--limit", "3"))).toEqual(newest.slice(0, 3));
    expect(await run("games", "--all")).not.toContain("more");
    expect(idsIn(await run("games", "--json"))).toEqual(newest.slice(0, 20));
    expect(idsIn(await run("games", "--json", "--all"))).toEqual(newest);
    expect(shownIn(await run("games", "--player", "PLAYER 7"))).toEqual(["107-game"]);
    expect(await run("games", "--player", "Zoe")).toMatch(/\nNo game of Zoe is here\.\n$/);
    expect(await run("leaderboard")).toMatch(/\nand 6 more: --all shows them\n$/);
    expect(JSON.parse(await run("leaderboard", "--json", "--all"))).toHaveLength(26);
  });

  it("is built in memory if its file cannot be written, and says so once", async () => {
    const store = await someGames();
    mkdirSync(`${store}.read-model`);
    const { code, output, errors } = await runInProcess(["leaderboard", "--store", store]);
    expect([code, output]).toEqual([0, expect.stringContaining("\nAnn ")]);
    expect(errors).toBe(
      `The read model cannot be kept in ${store}.read-model: it is built in memory, for this command alone.\n`,
    );
  });

  it("says that there is nothing to list, or prints an empty JSON array", async () => {
    const games = await runInProcess(["games", "--store", "memory"]);
    const finished = await runInProcess(["leaderboard", "--store", "memory"]);
    const json = await runInProcess(["games", "--open", "--json", "--store", "memory"]);
    expect(games.output).toMatch(/\nNo game has been started yet\.\n$/);
    expect(finished.output).toMatch(/\nNo game has been finished yet\.\n$/);
    expect(json.output).toBe("[]\n");
  });

  it("finds a game by the beginning of its id, and names the candidates if there are several", async () => {
    const store = await someGames();
    const one = await runInProcess(["history", "aaaa1", "--store", store]);
    expect(one.output.split("\n")).toHaveLength(11);
    const whole = await runInProcess(["history", "bbbb-open", "--store", store]);
    expect(whole.output.split("\n")).toHaveLength(4);
    const none = await runInProcess(["replay", "dddd", "--store", store]);
    expect([none.code, none.errors]).toEqual([1, expect.stringMatching(/^There is no game dddd: .*\.\n$/)]);
    const several = await runInProcess(["play", "aaaa", "--store", store]);
    expect([several.code, several.errors.split("\n")]).toEqual([
      1,
      [
        'The ids of 2 games begin with "aaaa": give more of the one that you mean.',
        "  aaaa2-second  bob against ANN",
        "  aaaa1-first  Ann against Bob",
        "",
      ],
    ]);
  });

  it("replays a game through a pipe, every position beside its event", async () => {
    const store = await someGames();
    const { output, errors } = await runInProcess(["replay", "aaaa1", "--store", store]);
    expect(errors).toBe("");
    const boards = boardsIn(output.replace(/ {4}(Event|Revision|Ann|Bob).*$/gm, ""));
    expect(boards.map((board) => cellsWith("X", board).length)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
    expect(output).toContain(
      " A  B  C  D  E  F  G    Event 3 of 9: MoveMade\n .  .  .  .  .  .  .    Revision 2, 20",
    );
    expect(output).toContain(" .  .  .  .  .  .    Ann wins\n");
    expect(output).toContain(" .  .  .  .  .  .  .    Bob drops a token into column B\n");
    expect(output).not.toContain("\u001b");
  });

  it("shows the history in lines as wide as the terminal, and through a pipe one line for each event", async () => {
    const store = await someGames();
    const played = await runCli(["play", "--store", store], ["Ann", "Bob", ..."AB"]);
    const id = /^Game (.*)$/m.exec(played.output)?.[1] ?? "";
    const linesAt = async (gameId: string, columns?: number) => {
      const streams = standInStreams(columns === undefined ? [] : ["output"], columns);
      const cli = new CliInProcess(["history", gameId, "--store", store], {}, streams);
      cli.input.end();
      return (await cli.ended).output.trimEnd().split("\n").slice(1);
    };
    const piped = await linesAt(id);
    expect(piped[1]).toMatch(/^ {2}1 {2}\S{24} {2}MoveMade {6}Ann drops .* column A {2}\(causation .*\)$/);
    expect(await linesAt(id, 200)).toEqual(piped);
    const narrow = await linesAt(id, 80);
    expect(narrow).toHaveLength(2 * piped.length);
    expect(narrow[3]).toMatch(/^ {5}\(causation .*, correlation .*\)$/);
    for (const line of [...narrow, ...(await linesAt("bbbb-open", 80))])
      expect(widthOf(line)).toBeLessThan(80);
  });

  it("refuses to replay or to watch an unreadable game", async () => {
    const store = await someGames();
    for (const command of ["replay", "watch", "play"]) {
      const { code, errors } = await runInProcess([command, "cccc", "--store", store]);
      expect([code, errors]).toEqual([1, expect.stringMatching(/^Event MoveMade at revision 10 /)]);
    }
  });

  it("lets only the two players join, and only an unfinished game", async () => {
    const store = await someGames();
    for (const [name, sentence] of [
      ["Zoe", "Zoe does not play in this game: Ann and Bob do.\n"],
      ["ANN", "This game is over: start a new one to play on.\n"],
    ] as const) {
      const { code, errors } = await runInProcess(["join", "aaaa1", "--as", name, "--store", store]);
      expect([code, errors]).toEqual([1, sentence]);
    }
  });

  it("lets players join whose names another program has stored with blanks around them", async () => {
    const store = pathInAFolderOfItsOwn("blanks.db");
    const start = { type: "GameStarted", playerOne: " Ann ", playerTwo: "Bob" } as const;
    await storeGames(store, { "some-id": [start] });
    const { code, output } = await runInProcess(["join", "some-id", "--as", "ann", "--store", store]);
    expect([code, output]).toEqual([0, expect.stringContaining("\n Ann  (X) moves: \n")]);
  });

  it("shows each event below the board when it is recorded, with --events", async () => {
    const { output } = await runCli(
      ["play", "--events", "--store", "memory"],
      ["Ann", "Bob", ...PLAYER_ONE_WINS],
    );
    expect(output.match(/^ {2}\d {2}\w+ +\{.*\}$/gm)).toEqual([
      '  0  GameStarted   {"playerOne":"Ann","playerTwo":"Bob"}',
      '  1  MoveMade      {"player":"Ann","column":"A"}',
      '  2  MoveMade      {"player":"Bob","column":"B"}',
      '  3  MoveMade      {"player":"Ann","column":"A"}',
      '  4  MoveMade      {"player":"Bob","column":"B"}',
      '  5  MoveMade      {"player":"Ann","column":"A"}',
      '  6  MoveMade      {"player":"Bob","column":"B"}',
      '  7  MoveMade      {"player":"Ann","column":"A"}',
      '  8  GameFinished  {"result":"PlayerOneWon"}',
    ]);
  });
});
