import {
  type EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { eventIdOf } from "../application/ids.ts";
import type { DueGame } from "./overdue.ts";

/**
 * Records that the time of a game is up: an event as any other, to which a policy may react. The names of its stream and
 * its id follow from the event since which nobody has gone on, so it happens once, as in step 5.4.
 */
export async function appendOverdue(client: EventStoreDBClient, game: DueGame): Promise<void> {
  const { matchId, gameId, since, due } = game;
  const event = jsonEvent({
    id: eventIdOf(since, 0),
    type: "MatchGameOverdue",
    data: { gameId, due: due.toISOString() },
    metadata: { $causationId: since, $correlationId: matchId },
  });
  try {
    await client.appendToStream(`overdue-${since}`, event, { expectedRevision: NO_STREAM });
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error; // it has been recorded
  }
}
