import { startEventStoreServer } from "embedded-eventstore";
import { connect } from "../src/persistence/connection.ts";
import { Appender } from "./appender.ts";
import type { Appended } from "./other-process.ts";

// A program of its own, as if at another terminal: uses the event store in a file, and does what it is told.
const [, , path = "", what] = process.argv;
if (what === "serve") await serve();
else await appendWhenTold();

/** A store that stands alone. Says where, and stops with the one who has asked for it. */
async function serve(): Promise<void> {
  const server = await startEventStoreServer({ file: path });
  process.once("disconnect", () => void server.close());
  process.send?.(server.connectionString);
}

/** Appends one event after another for so many milliseconds, at least one; says how many, and when the last was acknowledged. */
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
