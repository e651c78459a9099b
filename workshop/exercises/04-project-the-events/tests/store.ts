import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EventStoreDBClient, jsonEvent, type Position } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { type Connection, connect } from "../src/persistence/connection/connection.ts";
import type { ProjectionDefinition } from "../src/projections/runner/projection-definition.ts";
import type { Table } from "../src/projections/tables/table.ts";

/** A small projection that counts wins, so that tests of the loop do not depend on your fold. */
export interface WinTables {
  readonly wins: Table<{ readonly wins: number }>;
}

/** A log that no other test writes to, and a file for its rows. */
export interface Log {
  readonly client: EventStoreDBClient;
  readonly file: string;
  readonly projection: ProjectionDefinition<WinTables>;
  /** Appends an event for each of these wins. @returns the position of the last one. */
  append(...winners: readonly string[]): Promise<Position>;
}

/** An event store in memory, the official client on it, and a folder; they are gone after the tests of the file. */
export function openStore() {
  let connection: Connection;
  let folder: string;
  beforeAll(async () => {
    connection = await connect({ kind: "memory" });
    folder = mkdtempSync(join(tmpdir(), "connect-four-"));
  });
  afterAll(async () => {
    await connection.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    newLog(): Log {
      const { client } = connection;
      const id = randomUUID();
      const type = `Won-${id}`;
      return {
        client,
        file: join(folder, id),
        projection: {
          name: "wins",
          version: 1,
          eventTypes: [type],
          tables: { wins: { columns: { wins: "INTEGER" } } },
          apply({ wins }, { data }) {
            const { player } = data as { player: string };
            wins.set(player, { wins: (wins.get(player)?.wins ?? 0) + 1 });
          },
        },
        async append(...winners) {
          const events = winners.map((player) => jsonEvent({ type, data: { player } }));
          const { position } = await client.appendToStream(`wins-${id}`, events);
          if (!position) throw new Error("The store says where it has put the events.");
          return position;
        },
      };
    },
  };
}
