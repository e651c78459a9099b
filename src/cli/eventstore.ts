import { DEFAULT_PORT, serve } from "embedded-eventstore/serve";
import { describeStore, locateStore } from "../persistence/store-location.ts";
import { type Request, UsageError } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** The command `eventstore`: the embedded event store on its own, until Ctrl-C or SIGTERM. */
export async function serveEvents(
  { store, port = DEFAULT_PORT }: Request,
  terminal: Terminal,
): Promise<void> {
  const location = locateStore(store, {}); // EVENTSTOREDB_URI says where the players' events are, not the server's
  if (location.kind === "server") {
    throw new UsageError('"eventstore" is a server itself: give --store a file or memory, or leave it out.');
  }
  const file = location.kind === "memory" ? ":memory:" : location.path;
  await serve({ file, port }, ({ connectionString }) => {
    terminal.print(`Events: ${describeStore(location)}`);
    terminal.print(`Ready at ${connectionString} (Ctrl-C stops it)`);
  });
}
