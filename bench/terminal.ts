import { startEventStoreServer } from "../eventstore/server.ts";
import { connect } from "../src/persistence/connection.ts";
import { Appender } from "./appender.ts";
import type { Appended } from "./other-process.ts";

// A program that uses the event store in a file as a second terminal does, on request of OtherProcess.
const [, , path = "", what] = process.argv;
if (what === "serve") await serve();
else await appendWhenTold();

/** Serves the store, prints its address, and stops when the parent process ends. */
async function serve(): Promise<void> {
  const server = await startEventStoreServer({ file: path });
  process.once("disconnect", () => void server.close());
  process.send?.(server.connectionString);
}

/** Appends on request, for a number of milliseconds, at least one event; prints their number and the last time. */
async function appendWhenTold(): Promise<void> {
  const store = await connect({ kind: "file", path });
  const appender = new Appender(store.client);
  process.on("message", async (milliseconds: number) => {
    const end = Date.now() + milliseconds;
    let events = 0;
    do events += await appender.append(1);
    while (Date.now() < end);
    process.send?.({ events, acknowledged: Date.now() } satisfies Appended);
  });
  process.once("disconnect", () => void store.close());
  process.send?.(path);
}
