import { describeStore, locateStore } from "../../persistence/connection/store-location.ts";
import { defineCommand, option, UsageError } from "../command.ts";
import { parsePort } from "../port.ts";
import { onLeave } from "../terminal/signals.ts";

/** EventStoreDB's default port. */
const DEFAULT_PORT = 2113;

export const command = defineCommand({
  summary: "the embedded event store as a server, for other terminals and programs",
  gameId: "none",
  options: {
    port: option("<number>", `where it listens, on 127.0.0.1 alone; without it, ${DEFAULT_PORT}`, parsePort),
  },
  async run({ store, port = DEFAULT_PORT }, { terminal }) {
    const location = locateStore(store, {}); // not EVENTSTOREDB_URI: it names a server for players to connect to
    if (location.kind === "server") {
      throw new UsageError(
        '"eventstore" is a server itself: give --store a file or memory, or leave it out.',
      );
    }
    const { startEventStoreServer } = await import("embedded-eventstore");
    const server = await startEventStoreServer({
      file: location.kind === "memory" ? ":memory:" : location.path,
      port,
    });
    const stopped = new Promise<void>(onLeave); // before "Ready" is printed, since a reader may stop the server at once
    terminal.print(`Events: ${describeStore(location)}`);
    terminal.print(`In the browser: ${server.address}`);
    terminal.print(`Ready at ${server.connectionString} (Ctrl-C stops it)`);
    await stopped;
    await server.close();
  },
});
