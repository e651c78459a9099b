import { setTimeout as pause } from "node:timers/promises";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { follow } from "../projections/follow.ts";
import { gameProjection, type ProjectionTables } from "../projections/game-projection.ts";
import type { ReadStore } from "../projections/read-store/read-store.ts";
import { hasReached } from "../projections/runner/checkpoint.ts";
import type { ProjectionDefinition } from "../projections/runner/projection-definition.ts";
import { lastPosition } from "../projections/runner/same-store.ts";
import { LiveLines, refuseNoRows, standingsIn } from "./standings.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Milliseconds between two checks of the standings. */
const LOOK_AGAIN = 100;

/**
 * Runs the loop of the exercise, and shows the standings as they change. In an interactive terminal it ends when the
 * user leaves, otherwise when all stored events have been read.
 */
export async function project(
  terminal: Terminal,
  client: EventStoreDBClient,
  store: ReadStore<ProjectionTables>,
): Promise<void> {
  const goal = await lastPosition(client, gameProjection);
  const { checkpoint } = await store.transaction((transaction) => ({ checkpoint: transaction.checkpoint() }));
  let isThere = !goal || hasReached(checkpoint, goal);
  const observed: ProjectionDefinition<ProjectionTables> = {
    ...gameProjection,
    apply(tables, event) {
      gameProjection.apply(tables, event);
      isThere ||= hasReached({ position: event.position, eventId: event.id }, goal ?? event.position);
    },
  };

  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const following = follow(client, observed, store, stopping.signal).finally(stop);
  const showing = show(terminal, store, () => isThere, stopping);
  if (terminal.interactive) void terminal.untilLeft(stopping.signal).then(stop, stop);
  try {
    await Promise.all([following, showing]);
  } finally {
    stop();
    await Promise.allSettled([following, showing]);
  }
  if (!terminal.interactive) for (const line of await standingsIn(store)) terminal.print(line);
  if (goal && isThere) await refuseNoRows(store);
}

async function show(
  terminal: Terminal,
  store: ReadStore<ProjectionTables>,
  isThere: () => boolean,
  stopping: AbortController,
): Promise<void> {
  const lines = new LiveLines(terminal);
  if (terminal.interactive) terminal.print("The standings, as they change; q leaves.");
  while (!stopping.signal.aborted) {
    if (terminal.interactive) lines.show(await standingsIn(store));
    else if (isThere()) break;
    await pause(LOOK_AGAIN, undefined, { signal: stopping.signal }).catch(() => {});
  }
  if (!terminal.interactive) stopping.abort();
}
