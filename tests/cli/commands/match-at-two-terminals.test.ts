import { describe, expect, it } from "vitest";
import { gameIdOf } from "../../../src/application/ids.ts";
import { MatchRepository } from "../../../src/persistence/match-repository.ts";
import { readStream } from "../../persistence/embedded-store.ts";
import { CliAtATerminal, CTRL_C, hasTerminals } from "../support/cli-at-a-terminal.ts";
import { CliProcess, runCli } from "../support/cli-process.ts";
import { inStore, pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { PLAYER_ONE_WINS, PLAYER_TWO_WINS } from "../support/stored-games.ts";

type Name = "Ann" | "Bob";

/** Starts a match and leaves it. @returns the path of the store, and the id of the match. */
async function startMatch(bestOf = 3) {
  const store = pathInAFolderOfItsOwn("shared.db");
  const words = ["--best-of", `${bestOf}`, "--player-one", "Ann", "--player-two", "Bob", "--store", store];
  const { output } = await runCli(["play", ...words]);
  return { store, match: /^Match (\S+)$/m.exec(output)?.[1] ?? "" };
}

/** @returns the types of the match's events, and those of the events that its games must have once each. */
function storedIn(store: string, match: string) {
  return inStore(store, async ({ client }) => {
    const events = await readStream(client, `match-${match}`);
    const { games, winner } = await new MatchRepository(client).get(match);
    const ofGames = await Promise.all(games.map(({ gameId }) => readStream(client, `game-${gameId}`)));
    return {
      types: events.map(({ type }) => type),
      winner,
      ids: games.map(({ gameId }) => gameId),
      once: ofGames.map((game) => game.filter(({ type }) => type !== "MoveMade").map(({ type }) => type)),
    };
  });
}

const COUNTED = ["MatchGameFinished", "MatchGameScheduled"];
const PLAYED = ["GameStarted", "GameFinished"];

/** Plays a game at two terminals: the first of them has the first move. */
async function playGame(
  columns: string,
  mover: readonly [Name, CliAtATerminal],
  other: readonly [Name, CliAtATerminal],
): Promise<void> {
  for (const [index, column] of [...columns].entries()) {
    const [name, terminal] = index % 2 === 0 ? mover : other;
    await terminal.answer(`${name} (${index % 2 === 0 ? "X" : "O"}) moves: `, column);
  }
}

describe.runIf(hasTerminals).concurrent("a match at two terminals", () => {
  const join = (store: string, match: string, name: Name) =>
    new CliAtATerminal(["join", match, "--as", name, "--store", store]);

  it("goes from game to game for both, and for whoever watches", async () => {
    const { store, match } = await startMatch();
    const watcher = new CliProcess(["watch", match, "--store", store]);
    await watcher.output.readUntil("\nGame ");
    const ann = join(store, match, "Ann");
    const bob = join(store, match, "Bob");
    await playGame(PLAYER_ONE_WINS, ["Ann", ann], ["Bob", bob]);
    await playGame(PLAYER_ONE_WINS, ["Bob", bob], ["Ann", ann]);
    await playGame(PLAYER_TWO_WINS, ["Ann", ann], ["Bob", bob]);
    const [atAnn, atBob, watched] = await Promise.all([ann.ended, bob.ended, watcher.ended]);
    expect([atAnn.code, atBob.code, watched.code]).toEqual([0, 0, 0]);
    for (const text of [atAnn.shown, atBob.shown, watched.output]) {
      expect(text.match(/^Score: .*$/gm)).toEqual([
        "Score: Ann 1, Bob 0",
        "Score: Ann 1, Bob 1",
        "Score: Ann 1, Bob 2. Bob wins the match!",
      ]);
      expect(text).not.toContain("Resume");
    }
    expect(await storedIn(store, match)).toEqual({
      types: [
        "MatchStarted",
        "MatchGameScheduled",
        ...COUNTED,
        ...COUNTED,
        "MatchGameFinished",
        "MatchFinished",
      ],
      winner: "Bob",
      ids: [1, 2, 3].map((number) => gameIdOf(match, number)),
      once: [PLAYED, PLAYED, PLAYED],
    });
  });

  it("goes on with one of them when the other is killed after a game's last move", async () => {
    const { store, match } = await startMatch();
    const ann = join(store, match, "Ann");
    const bob = join(store, match, "Bob");
    await playGame(PLAYER_ONE_WINS, ["Ann", ann], ["Bob", bob]);
    await bob.screen.readUntil("Ann wins!");
    ann.kill();
    await ann.ended;
    const annAgain = join(store, match, "Ann");
    await bob.answer("Bob (X) moves: ", "D");
    await annAgain.answer("Ann (O) moves: ", "E");
    await bob.press("Bob (X) moves: ", CTRL_C);
    await annAgain.press("Waiting for Bob, q leaves: ", CTRL_C);
    const resume = `Resume with: npx tsx src/cli.ts join ${match} --as Ann --store ${store}`;
    expect((await annAgain.ended).shown).toContain(resume);
    expect((await bob.ended).shown).toContain("\nScore: Ann 1, Bob 0\n");
    const { types, once } = await storedIn(store, match);
    expect(types).toEqual(["MatchStarted", "MatchGameScheduled", ...COUNTED]);
    expect(once).toEqual([PLAYED, ["GameStarted"]]);
  });

  it("goes on tomorrow when both are killed after a game's last move", async () => {
    const { store, match } = await startMatch();
    const players = { Ann: join(store, match, "Ann"), Bob: join(store, match, "Bob") };
    await playGame(PLAYER_ONE_WINS, ["Ann", players.Ann], ["Bob", players.Bob]);
    await Promise.any(
      [players.Ann.screen, players.Bob.screen].map((screen) => screen.readUntil("Ann wins!")),
    );
    for (const player of [players.Ann, players.Bob]) player.kill();
    await Promise.all([players.Ann.ended, players.Bob.ended]);
    const { code, output } = await runCli(["play", match, "--store", store]);
    expect([code, output.match(/^Score: .*$/gm)?.at(-1)]).toEqual([0, "Score: Ann 1, Bob 0"]);
    const { types, once } = await storedIn(store, match);
    expect(types).toEqual(["MatchStarted", "MatchGameScheduled", ...COUNTED]);
    expect(once).toEqual([PLAYED, ["GameStarted"]]);
  });
});
