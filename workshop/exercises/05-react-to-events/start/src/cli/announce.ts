import type { EventStoreDBClient } from "@eventstore/db-client";
import type { GameResult, Receiver } from "../application/receiver.ts";
import { NotThereYetError } from "../not-there-yet.ts";
import { GameRepository } from "../persistence/game-repository.ts";
import { hasReached } from "../projections/runner/checkpoint.ts";
import { lastPosition } from "../projections/runner/same-store.ts";
import { checkpointIn } from "../reactions/file-checkpoint.ts";
import { receiverIn, toldIn } from "../reactions/file-receiver.ts";
import { keepRunning } from "../reactions/keep-running.ts";
import { runReaction } from "../reactions/run-reaction.ts";
import { announcements } from "../reactions/tell-others.ts";
import type { Rooms } from "./rooms.ts";
import { matchesIn } from "./stored-matches.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Tells the receiver of each game that has ended, until it has been told of all.
 *
 * @param timesDown how often the receiver cannot be reached first.
 */
export async function announce(terminal: Terminal, rooms: Rooms, timesDown: number): Promise<void> {
  const { client } = rooms.connection;
  const goal = await lastPosition(client, { eventTypes: ["GameFinished"] });
  const file = checkpointIn(rooms.announcementCheckpoint);
  const stopping = new AbortController();
  const stopWhenThere = (checkpoint: Parameters<typeof hasReached>[0]) => {
    if (!goal || hasReached(checkpoint, goal)) stopping.abort();
  };
  const receiver: Receiver = receiverIn(rooms.told, timesDown);
  let told = 0;
  const observed: Receiver = {
    async tell(message) {
      await receiver.tell(message);
      terminal.print(`Told: ${JSON.stringify(message)}`);
      told += 1;
    },
  };
  const reaction = announcements({
    client,
    games: new GameRepository(client, rooms.connection),
    receiver: observed,
    checkpoint: {
      load: () => file.load(),
      async save(checkpoint) {
        await file.save(checkpoint);
        stopWhenThere(checkpoint);
      },
    },
    signal: stopping.signal,
  });
  const before = await file.load();
  stopWhenThere(before);
  await keepRunning(
    () => runReaction(reaction),
    stopping.signal,
    (error) => {
      if (error instanceof NotThereYetError) throw error;
      terminal.print(`${error instanceof Error ? error.message : error} Once more, a little later.`);
    },
  );
  if (told === 0 && !(goal && hasReached(before, goal)) && goal)
    throw new NotThereYetError("5.6", "games have ended, and nobody has been told");
  terminal.print(told === 0 ? "There is nothing new to tell." : `${told} told.`);
}

/** Compares what the receiver has been told with what is stored. */
export async function compareTold(
  terminal: Terminal,
  client: EventStoreDBClient,
  file: string,
): Promise<void> {
  const told = await toldIn(file);
  const matches = await matchesIn(client);
  for (const { games } of matches) {
    for (const game of games) {
      const messages = told.filter(({ gameId }) => gameId === game.gameId);
      if (game.result || messages.length > 0)
        terminal.print(
          `game-${game.gameId}  stored: ${(game.result ?? "open").padEnd(12)}  told: ${sentence(messages)}`,
        );
    }
  }
  if (told.length === 0) terminal.print("The receiver has been told nothing.");
}

function sentence(messages: readonly GameResult[]): string {
  if (messages.length === 0) return "nothing";
  const ids = new Set(messages.map(({ id }) => id));
  const times =
    messages.length === 1
      ? ""
      : `, ${messages.length} times, with ${ids.size} id${ids.size === 1 ? "" : "s"}`;
  return `${messages[0]?.result}${times}`;
}
