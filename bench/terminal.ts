import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { startEventStoreServer } from "embedded-eventstore";
import { connect } from "../src/persistence/connection.ts";
import { Appender } from "./appender.ts";
import type { Appended, Usage } from "./other-process.ts";
import { serveCannedEvents } from "./peers/canned-events.ts";

// A program of its own, as if at another terminal: uses the event store in a file, and does what it is told.
const [, , path = "", what, checkout = ""] = process.argv;
if (what === "serve") await serve();
else if (what === "canned") await serveCanned();
else await appendWhenTold();

/** A store that stands alone. Says where, and stops with the one who has asked for it. */
async function serve(): Promise<void> {
  const { start } = await storeOf(checkout);
  const server = await start({ file: path });
  process.once("disconnect", () => void server.close());
  process.on("message", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = { microseconds: userCPUTime + systemCPUTime, peakMemory: Math.round(maxRSS / 1024) };
    process.send?.(usage);
  });
  process.send?.(server.connectionString);
}

/** Stops with the one who has asked for it. */
async function serveCanned(): Promise<void> {
  const port = await serveCannedEvents();
  process.once("disconnect", () => process.exit());
  process.send?.(`esdb://127.0.0.1:${port}?tls=false`);
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

/** The event store of a repository's folder, which may be an older version's, with its files elsewhere. */
async function storeOf(folder: string): Promise<{ start: typeof startEventStoreServer }> {
  const places = ["eventstore/src/server.ts", "eventstore/server.ts"].map((place) => join(folder, place));
  const server = places.find((place) => existsSync(place)) ?? "";
  const { startEventStoreServer: start } = await import(pathToFileURL(server).href);
  return { start };
}
