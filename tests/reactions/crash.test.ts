import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { type EventStoreServer, startEventStoreServer } from "embedded-eventstore";
import { expect, onTestFinished, test, vi } from "vitest";
import { Child } from "../../eventstore/tests/processes/child.ts";
import { startStore } from "../../eventstore/tests/support/running-store.ts";
import { temporaryFolder } from "../../eventstore/tests/support/temporary-folder.ts";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { GameNotFoundError } from "../../src/application/game-repository.ts";
import { gameIdOf } from "../../src/application/ids.ts";
import { Matches } from "../../src/application/matches.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { MatchRepository } from "../../src/persistence/match-repository.ts";
import { KILLS, MOST_MILLISECONDS, reportSurvivors } from "../kills/kills.ts";
import { readStream } from "../persistence/embedded-store.ts";
import { PLACES } from "./processes/places.ts";
import { WAIT } from "./wait.ts";

/** The reaction dies at each place during each command: once in `npm run test:all`, more often in `npm run test:kills`. */
const MATRIX = PLACES.flatMap((place) =>
  (["StartGame", "CountGame"] as const).map((command) => [place, command] as const),
);
const ROUNDS = Math.ceil(KILLS / MATRIX.length);

/** Milliseconds after which a reaction that neither ends nor dies is killed from outside. */
const HANGS_AFTER = 20_000;
/** How often a reaction may be killed from outside before it dies at its place. */
const MOST_TRIES = 4;

test("a reaction dies at each of its awaits, on a bad network: each game starts once, and counts once", {
  timeout: MOST_MILLISECONDS * 4,
}, async () => {
  const file = join(temporaryFolder(), "games.db");
  const { server, client } = await startStore(file);
  const reactTo = (connectionString: string, ...death: readonly string[]) =>
    new Child("tests/reactions/processes/reactor.ts", [connectionString, `${file}.checkpoint`, ...death]);
  const matches = new Matches(new MatchRepository(client));
  const deaths = Array.from({ length: ROUNDS }, () => MATRIX).flat();
  const games = deaths.length / 2;
  const { id } = await matches.startMatch("Ann", "Bob", 2 * games + 1);

  // Each reaction finishes the work of the one before it, goes on, and is killed, too.
  const { connectionString } = await startUnkindStore(file);
  let fromOutside = 0;
  for (const [index, death] of deaths.entries()) {
    const playing = death[1] === "CountGame" ? play(client, gameIdOf(id, (index + 1) / 2)) : undefined;
    for (let tries = 1; !(await diesItself(reactTo(connectionString, ...death))); tries++) {
      expect(tries, `${death[1]} never comes to "${death[0]}": its event has been lost`).toBeLessThan(
        MOST_TRIES,
      );
      fromOutside += 1;
    }
    await playing;
  }
  const last = reactTo(server.connectionString);
  const connectFour = new ConnectFour(new GameRepository(client));
  await vi.waitUntil(() => hasStarted(connectFour, gameIdOf(id, games + 1)), WAIT);
  await last.end();

  const numbers = Array.from({ length: games }, (_, index) => index + 1);
  const ofMatch = await readStream(client, `match-${id}`);
  expect(ofMatch.map(({ type, data }) => [type, Reflect.get(Object(data), "number")])).toEqual([
    ["MatchStarted", undefined],
    ["MatchGameScheduled", 1],
    ...numbers.flatMap((number) => [
      ["MatchGameFinished", number],
      ["MatchGameScheduled", number + 1],
    ]),
  ]);
  for (const number of numbers) {
    const ofGame = await readStream(client, `game-${gameIdOf(id, number)}`);
    expect(ofGame.filter(({ type }) => type === "GameStarted")).toHaveLength(1);
  }
  reportSurvivors(
    `${deaths.length} reactions died at ${PLACES.length} places, ${fromOutside} more were killed from outside; ` +
      `${games} games, each started once and counted once`,
  );
});

/** Starts a store on the same file behind a network that loses calls, until the end of the test. */
async function startUnkindStore(file: string): Promise<EventStoreServer> {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await startEventStoreServer({ file, unkind: true });
  onTestFinished(async () => {
    printed.mockRestore();
    await server.close();
  });
  return server;
}

/** @returns whether the process dies by its own hand in time. Otherwise it is killed: the network may make it wait. */
async function diesItself(child: Child): Promise<boolean> {
  const died = await Promise.race([child.ended.then(() => true), pause(HANGS_AFTER, false)]);
  if (!died) await child.kill();
  return died;
}

async function hasStarted(connectFour: ConnectFour, gameId: string): Promise<boolean> {
  try {
    await connectFour.getGame(gameId);
    return true;
  } catch (error) {
    if (error instanceof GameNotFoundError) return false;
    throw error;
  }
}

/** Plays a game to its end, as soon as it has started: player one of that game wins. */
async function play(client: EventStoreDBClient, gameId: string): Promise<void> {
  const connectFour = new ConnectFour(new GameRepository(client));
  await vi.waitUntil(() => hasStarted(connectFour, gameId), { timeout: MOST_MILLISECONDS, interval: 20 });
  const { players } = await connectFour.getGame(gameId);
  for (const [index, column] of (["A", "B", "A", "B", "A", "B", "A"] as const).entries())
    await connectFour.makeMove(
      gameId,
      players?.nameOf(index % 2 === 0 ? "PlayerOne" : "PlayerTwo") ?? "",
      column,
    );
}
