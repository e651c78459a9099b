import { randomUUID } from "node:crypto";
import { type EventStoreDBClient, NO_STREAM } from "@eventstore/db-client";
import { firstMove, storable } from "./games.ts";

/** Appends moves to its own stream, one at a time, each at the expected revision. */
export class Appender {
  readonly #client: EventStoreDBClient;
  readonly stream = `game-${randomUUID()}`;
  #expectedRevision: bigint | typeof NO_STREAM = NO_STREAM;

  constructor(client: EventStoreDBClient) {
    this.#client = client;
  }

  /** @returns the number of events, when the store has acknowledged all of them. */
  async append(events: number): Promise<number> {
    for (let event = 0; event < events; event++) {
      const expectedRevision = this.#expectedRevision;
      const result = await this.#client.appendToStream(this.stream, [storable(firstMove)], {
        expectedRevision,
      });
      this.#expectedRevision = result.nextExpectedRevision;
    }
    return events;
  }
}
