import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { startEventStoreServer } from "embedded-eventstore";
import { connect } from "../src/persistence/connection/connection.ts";
import { Appender } from "./appender.ts";
import type { Appended, Usage } from "./other-process.ts";
import { serveCannedStore } from "./peers/canned-store.ts";

// A program that uses the event store in a file as a second terminal does, on request of OtherProcess.
const [, , path = "", what, checkout = ""] = process.argv;
if (what === "serve") await serve();
else if (what === "canned") await serveCanned();
else await appendWhenTold();

/** Serves the store, sends its address to the parent process, and stops when that ends. */
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

/** Serves a store of canned events, and stops when the parent process ends. */
async function serveCanned(): Promise<void> {
  const port = await serveCannedStore();
  process.once("disconnect", () => process.exit());
  process.send?.(`esdb://127.0.0.1:${port}?tls=false`);
}

/** Appends on request, for a number of milliseconds, at least one event; sends their number and the last time. */
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

/** Loads the event store of a repository, which may be an older version with its files elsewhere. */
async function storeOf(folder: string): Promise<{ start: typeof startEventStoreServer }> {
  const places = ["eventstore/src/server.ts", "eventstore/server.ts"].map((place) => join(folder, place));
  const server = places.find((place) => existsSync(place)) ?? "";
  const { startEventStoreServer: start } = await import(pathToFileURL(server).href);
  return { start };
}
