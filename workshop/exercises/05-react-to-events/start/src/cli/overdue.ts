import type { EventStoreDBClient } from "@eventstore/db-client";
import { toHappened } from "../reactions/happened.ts";
import { type DueGames, foldDue, recordOverdue } from "../reactions/overdue.ts";
import { appendOverdue } from "../reactions/record-overdue.ts";
import type { Terminal } from "./terminal/terminal.ts";

const DAY = 24 * 60 * 60 * 1_000;

/**
 * Makes the list of what is due, from the log, and records what is overdue.
 *
 * @param days how many days later the clock is.
 */
export async function lookAtTheClock(
  terminal: Terminal,
  client: EventStoreDBClient,
  days: number,
): Promise<void> {
  const games: DueGames = new Map();
  for await (const { event } of client.readAll()) {
    const happened = event && toHappened(event);
    if (happened) foldDue(games, happened, event.created);
  }
  const now = new Date(Date.now() + days * DAY);
  terminal.print(`The clock says ${now.toISOString().slice(0, 10)}.`);
  for (const { gameId, due } of games.values())
    terminal.print(`game-${gameId}  due until ${due.toISOString().slice(0, 10)}`);
  if (games.size === 0) terminal.print("Nothing is due.");
  await recordOverdue(games, now, async (game) => {
    await appendOverdue(client, game);
    terminal.print(`game-${game.gameId}  is overdue`);
  });
  let stored = 0;
  for await (const { event } of client.readAll()) if (event?.type === "MatchGameOverdue") stored += 1;
  terminal.print(`MatchGameOverdue in the store: ${stored}`);
}
