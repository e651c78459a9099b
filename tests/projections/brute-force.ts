import type { EventStoreDBClient } from "@eventstore/db-client";

interface Count {
  games: number;
  wins: number;
  losses: number;
  ties: number;
  fastestWin: number | null;
}

/**
 * Counts the leaderboard from all events, without any code of the projections, to compare them with it.
 *
 * @returns the counts by lower-case name, and the number of game events.
 */
export async function countByBruteForce(client: EventStoreDBClient) {
  const streams = new Map<string, { type: string; data: Record<string, string> }[]>();
  let events = 0;
  for await (const { event } of client.readAll()) {
    if (!event?.streamId.startsWith("game-")) continue;
    const stream = streams.get(event.streamId) ?? [];
    stream.push({ type: event.type, data: event.data as Record<string, string> });
    streams.set(event.streamId, stream);
    events += 1;
  }
  const counts = new Map<string, Count>();
  for (const stream of streams.values()) {
    const result = stream.find(({ type }) => type === "GameFinished")?.data.result;
    if (result === undefined) continue;
    const moves = stream.filter(({ type }) => type === "MoveMade").length;
    for (const [side, won] of [
      ["playerOne", "PlayerOneWon"],
      ["playerTwo", "PlayerTwoWon"],
    ] as const) {
      const name = sameName(stream[0]?.data[side] ?? "");
      const count = counts.get(name) ?? { games: 0, wins: 0, losses: 0, ties: 0, fastestWin: null };
      counts.set(name, count);
      count.games += 1;
      if (result === "Tied") count.ties += 1;
      else if (result !== won) count.losses += 1;
      else {
        count.wins += 1;
        count.fastestWin = Math.min(count.fastestWin ?? moves, moves);
      }
    }
  }
  return { counts, games: streams.size, events };
}

/** Returns the key of a name. It handles only case and "ß", which is enough for the names in these tests. */
export function sameName(name: string): string {
  return name.toLowerCase().replace("ß", "ss");
}
