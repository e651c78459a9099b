import type { Message } from "../../contract/message.ts";
import type { Database } from "../../database/database.ts";
import { openDatabase } from "../../database/open.ts";
import { type DatabaseKind, emptyDatabase } from "./places.ts";

/** A database for one test. Declare it with `await using`, which removes it. */
export async function tablesIn(
  kind: DatabaseKind,
  schema: readonly string[],
): Promise<Database & AsyncDisposable & { reopen(): Promise<Database> }> {
  const place = await emptyDatabase(kind);
  const databases: Database[] = [];
  const reopen = async () => {
    const database = await openDatabase(place.address, schema);
    databases.push(database);
    return database;
  };
  const first = await reopen();
  return {
    address: first.address,
    transaction: (work) => first.transaction(work),
    close: () => first.close(),
    reopen,
    async [Symbol.asyncDispose]() {
      for (const database of databases) await database.close().catch(() => {}); // closed by the test
      await place[Symbol.asyncDispose]();
    },
  };
}

/** @returns a message about a booking, at that place in its order. */
export function message(bookingId: string, sequence: number, type = "Anything", data = {}): Message {
  const id = `${bookingId}-${sequence}`;
  return {
    id,
    type,
    bookingId,
    sequence,
    time: "2026-01-01T00:00:00.000Z",
    correlationId: "c",
    causationId: "d",
    data,
  };
}
