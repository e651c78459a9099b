/** What the package offers; everything else in it may change. */
export { EventStoreFileError, PortUnavailableError } from "./errors.ts";
export { type EventStoreServer, type EventStoreServerOptions, startEventStoreServer } from "./server.ts";
