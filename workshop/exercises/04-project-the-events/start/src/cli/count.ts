import type { EventStoreDBClient } from "@eventstore/db-client";
import { Game } from "../domain/game.ts";
import { STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { readGameStream } from "../persistence/game-stream.ts";

/**
 * Answers "who has won how often?" from the streams alone: it finds all games, and loads one after the other.
 *
 * @param onProgress gets the number of loaded games, and the number of all games.
 * @returns the number of wins of each player.
 */
export async function countWins(
  client: EventStoreDBClient,
  onProgress: (loaded: number, of: number) => void,
): Promise<Map<string, number>> {
  const ids: string[] = [];
  for await (const { event } of client.readAll()) {
    if (event?.type === "GameStarted") ids.push(event.streamId.slice(STREAM_PREFIX.length));
  }
  const wins = new Map<string, number>();
  for (const [index, id] of ids.entries()) {
    const stored = await readGameStream(client, id);
    const { result, players } = Game.loadFromHistory(id, stored.map(toGameEvent));
    if (players && result && result !== "Tied") {
      const winner = players.nameOf(result === "PlayerOneWon" ? "PlayerOne" : "PlayerTwo");
      wins.set(winner, (wins.get(winner) ?? 0) + 1);
    }
    onProgress(index + 1, ids.length);
  }
  return wins;
}
