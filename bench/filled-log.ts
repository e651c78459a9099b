import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EventLog } from "../eventstore/src/log/event-log.ts";
import type { ProposedEvent } from "../eventstore/src/log/events.ts";
import type { GameEvent } from "../src/domain/events.ts";
import { type Connection, connect } from "../src/persistence/connection/connection.ts";
import { bytesOf, longestHistory, shortHistory } from "./games.ts";
import { EVENTS_OF_A_GAME } from "./sizes.ts";

/** The id of a longest possible game in a filled log. @param number from 0 on */
export function longestGameId(number: number): string {
  return `longest-${number}`;
}

/** Enough for a file to grow quickly, few enough for its journal to stay small. */
const GAMES_IN_A_TRANSACTION = 1_000;

/**
 * Opens a file of the embedded store that is full of finished games of ten events each, with longest possible games in
 * between. Creates the file if it does not exist.
 *
 * @param folder path of the folder of the file, whose name contains both numbers
 * @param events approximate number of events in the file, without those of the longest games
 * @param longestGames how many there are, 1 or more; a single one is in the middle
 */
export async function openFilledLog(folder: string, events: number, longestGames = 1): Promise<Connection> {
  return connect({ kind: "file", path: await fillLog(folder, events, longestGames) });
}

/** Creates the file if it does not exist. @returns its path. */
export async function fillLog(folder: string, events: number, longestGames = 1): Promise<string> {
  const path = join(folder, `${events}-events-${longestGames}-longest.db`);
  if (!existsSync(path)) await fill(path, events, longestGames);
  return path;
}

type EventWithoutId = Omit<ProposedEvent, "id">;

async function fill(path: string, events: number, longestGames: number): Promise<void> {
  const longest = longestHistory().map(propose);
  const short = shortHistory().map(propose);
  const games = Math.ceil(events / EVENTS_OF_A_GAME);
  const log = await EventLog.open(path);
  let written = 0;
  for (let game = 0; game < games; ) {
    log.transaction(() => {
      for (const end = Math.min(games, game + GAMES_IN_A_TRANSACTION); game < end; game++) {
        insert(log, game.toString(), short);
        for (const due = Math.round(((game + 1) * longestGames) / games); written < due; written++) {
          insert(log, longestGameId(written), longest);
        }
      }
    });
  }
  log.close();
}

function propose(event: GameEvent): EventWithoutId {
  return { type: event.type, isJson: true, ...bytesOf(event) };
}

function insert(log: EventLog, gameId: string, events: readonly EventWithoutId[]): void {
  const created = Date.now();
  for (const [revision, event] of events.entries()) {
    log.insert(`game-${gameId}`, revision, { id: randomBytes(16), ...event }, created);
  }
}
