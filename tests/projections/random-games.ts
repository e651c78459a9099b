import { randomUUID } from "node:crypto";
import { type EventStoreDBClient, jsonEvent, NO_STREAM } from "@eventstore/db-client";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";

/** Some names differ only in case. */
const NAMES = ["Ann", "ann", "ANN", "Bob", "bob", "Zoë", "ZOË", "李雷", "Jürgen Groß", "JÜRGEN GROSS"];

/** @returns the appends of a game of two random names, which is finished or not. */
function randomGame(): GameEvent[][] {
  const game = new Game(randomUUID());
  const [playerOne, playerTwo] = twoPlayers();
  game.startGame(playerOne, playerTwo);
  const appends: GameEvent[][] = [[...game.events]];
  while (game.nextPlayer !== undefined && Math.random() > 0.01) {
    const before = game.events.length;
    game.makeMove(game.nextPlayer, oneOf(game.board.columnsWithRoom()));
    appends.push(game.events.slice(before));
  }
  return appends;
}

function twoPlayers(): [string, string] {
  const same = (name: string) => name.toLowerCase().replace("ß", "ss");
  for (;;) {
    const [one, two] = [oneOf(NAMES), oneOf(NAMES)];
    if (same(one) !== same(two)) return [one, two];
  }
}

function oneOf<Item>(items: readonly Item[]): Item {
  return items[Math.floor(Math.random() * items.length)] as Item;
}

/** Plays a game, with one append per move. */
async function playRandomGame(client: EventStoreDBClient): Promise<void> {
  const stream = `game-${randomUUID()}`;
  let length = 0;
  for (const events of randomGame()) {
    const expectedRevision = length === 0 ? NO_STREAM : BigInt(length - 1);
    const stored = events.map(({ type, ...data }) => jsonEvent({ type, data }));
    await client.appendToStream(stream, stored, { expectedRevision });
    length += events.length;
  }
}

/** Plays games until the signal, `tables` of them at once. */
export async function keepPlaying(client: EventStoreDBClient, tables: number, signal: AbortSignal) {
  const table = async () => {
    while (!signal.aborted) await playRandomGame(client);
  };
  await Promise.all(Array.from({ length: tables }, table));
}
