import { type EventStoreDBClient, NO_STREAM } from "@eventstore/db-client";
import { v5 as uuid } from "uuid";
import { Game } from "../domain/game.ts";
import { toStoredEvent } from "../persistence/event-mapping.ts";
import { streamNameOf } from "../persistence/game-stream.ts";

const NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ivy", "Jo", "Kim", "Lea"];
const PLAYERS = NAMES.flatMap((name) => [..."ABCDEFGH"].map((initial) => `${name} ${initial}`));

/** The namespace of the games' ids, which are the same on every computer. */
const NAMESPACE = "4c2d6bb0-1f5e-4f0c-9a57-0d4c1b7a4a04";

/** Number of games that are stored at the same time. */
const AT_ONCE = 64;

/**
 * Plays games and stores them. Games that are stored already stay as they are.
 *
 * @param howMany the number of games; they are the same on every computer.
 * @param onProgress gets the number of stored games.
 */
export async function playLastYear(
  client: EventStoreDBClient,
  howMany: number,
  onProgress: (stored: number) => void,
): Promise<void> {
  for (let first = 0; first < howMany; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, howMany - first) }, (_, index) => first + index);
    await Promise.all(numbers.map((number) => store(client, playGame(number))));
    onProgress(first + numbers.length);
  }
}

/**
 * Stores a game. The ids of its events follow from the id of the game, so the store recognises them the second time.
 */
async function store(client: EventStoreDBClient, game: Game): Promise<void> {
  const cause = { causationId: game.id, correlationId: game.id };
  const events = game.events.map((event, index) => toStoredEvent(event, uuid(`${index}`, game.id), cause));
  await client.appendToStream(streamNameOf(game.id), events, { expectedRevision: NO_STREAM });
}

/** Plays a game with random moves; `number` is the seed. */
function playGame(number: number): Game {
  const random = randomNumbers(number);
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const game = new Game(uuid(`${number}`, NAMESPACE));
  const playerOne = oneOf(PLAYERS);
  game.startGame(playerOne, oneOf(PLAYERS.filter((player) => player !== playerOne)));
  while (game.nextPlayer !== undefined) game.makeMove(game.nextPlayer, oneOf(game.board.columnsWithRoom()));
  return game;
}

/** @returns a random number generator with a seed, from 0 to 1: mulberry32 by Tommy Ettinger. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
