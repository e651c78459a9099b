import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { startEventStoreServer } from "../../eventstore/src/server.ts";
import { describeStore, locateStore } from "../persistence/store-location.ts";
import { type Request, UsageError } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** The port of EventStoreDB, to which its clients connect where they are told nothing else. */
const DEFAULT_PORT = 2113;

/** The command `eventstore`: the embedded event store on its own, until Ctrl-C or SIGTERM. */
export async function serve({ store, port = DEFAULT_PORT }: Request, terminal: Terminal): Promise<void> {
  const location = locateStore(store, {}); // EVENTSTOREDB_URI says where the players' events are, not the server's
  if (location.kind === "server") {
    throw new UsageError('"eventstore" is a server itself: give --store a file or memory, or leave it out.');
  }
  setLogVerbosity(logVerbosity.NONE); // every failure reaches the user as a sentence of ours
  const server = await startEventStoreServer({
    file: location.kind === "memory" ? ":memory:" : location.path,
    port,
  });
  const told = untilToldToStop(); // from now on, for whoever reads that it is ready may stop it at once
  terminal.print(`Events: ${describeStore(location)}`);
  terminal.print(`Ready at ${server.connectionString} (Ctrl-C stops it)`);
  await told;
  await server.close();
}

function untilToldToStop(): Promise<void> {
  return new Promise((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
}
