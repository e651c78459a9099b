import { jsonEvent } from "@eventstore/db-client";
import { isColumn } from "../../../src/domain/board.ts";
import type { GameEvent } from "../../../src/domain/events.ts";
import { Game } from "../../../src/domain/game.ts";
import { inStore } from "./store-file.ts";

/** Returns the events of a game of two players with moves into these columns, one letter per move. */
export function gameBetween(playerOne: string, playerTwo: string, columns: string): readonly GameEvent[] {
  const game = new Game("of-the-test");
  game.startGame(playerOne, playerTwo);
  for (const [index, column] of [...columns].filter(isColumn).entries()) {
    game.makeMove(index % 2 === 0 ? playerOne : playerTwo, column);
  }
  return game.events;
}

export const PLAYER_ONE_WINS = "ABABABA";
export const PLAYER_TWO_WINS = "ABABABCB";

/** Stores games, given by id, one at a time, in a file of the embedded store. */
export function storeGames(
  path: string,
  games: Record<string, readonly (GameEvent | { type: string })[]>,
): Promise<void> {
  return inStore(path, async ({ client }) => {
    for (const [id, events] of Object.entries(games)) {
      const stored = events.map(({ type, ...data }) => jsonEvent({ type, data }));
      await client.appendToStream(`game-${id}`, stored);
    }
  });
}
