import { type EventStoreServer, type EventStoreServerOptions, startEventStoreServer } from "./server.ts";

/** The default port of EventStoreDB and its clients. */
export const DEFAULT_PORT = 2113;

/**
 * Runs an event store on its own, until Ctrl-C or SIGTERM.
 *
 * @param onReady is called once, when clients can connect
 * @throws as {@link startEventStoreServer}
 */
export async function serve(
  options: EventStoreServerOptions,
  onReady: (server: EventStoreServer) => void,
): Promise<void> {
  const server = await startEventStoreServer(options);
  const told = untilToldToStop(); // listens before onReady, because a caller may stop the store as soon as it is ready
  onReady(server);
  await told;
  await server.close();
}

function untilToldToStop(): Promise<void> {
  return new Promise((stop) => {
    process.once("SIGINT", () => stop());
    process.once("SIGTERM", () => stop());
  });
}
