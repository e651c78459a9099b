// Uses the types of the package.
import {
  EventStoreFileError,
  type EventStoreServer,
  type EventStoreServerOptions,
  PortUnavailableError,
  startEventStoreServer,
} from "embedded-eventstore";

const options: EventStoreServerOptions = { file: ":memory:", port: 0 };
startEventStoreServer(options).then(
  (server: EventStoreServer): Promise<void> => server.close(),
  (error: unknown) => {
    if (error instanceof EventStoreFileError) console.log(error.file);
    if (error instanceof PortUnavailableError) console.log(error.port);
  },
);
