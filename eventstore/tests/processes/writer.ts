/**
 * A program with an embedded store that appends as fast as it can, and writes a line for every append that was
 * acknowledged: stream, revision, event id. It begins at the first line of its input and ends with it.
 *
 * Arguments: the file, a name for its own streams, how many writers have one each.
 */
import { randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import {
  type AppendResult,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { startEventStoreServer } from "../../src/server.ts";

const [, , file = "", name = "", writers = "1"] = process.argv;
let ended = false;
process.stdin.once("end", () => {
  ended = true;
});
writeSync(1, "ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));
const server = await startEventStoreServer({ file });
const client = EventStoreDBClient.connectionString(server.connectionString);

/** Appends to a stream again and again; after a conflict it takes the last revision from the error. */
async function write(stream: string): Promise<void> {
  let last: bigint | typeof NO_STREAM = NO_STREAM;
  while (!ended) {
    const event = jsonEvent({ id: randomUUID(), type: "written", data: { by: name } });
    try {
      const result: AppendResult = await client.appendToStream(stream, event, { expectedRevision: last });
      last = result.nextExpectedRevision;
      // Written without a buffer, so that the acknowledged appends of a killed process are known.
      writeSync(1, `${stream} ${last} ${event.id}\n`);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      last = error.actualVersion as bigint;
    }
  }
}

const own = Array.from({ length: Number(writers) }, (_, number) => `${name}-${number}`);
await Promise.all([...own, "shared"].map(write));
await client.dispose();
await server.close();
