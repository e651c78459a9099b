// Uses the types of the package.
import {
  EventStoreFileError,
  type EventStoreServer,
  type EventStoreServerOptions,
  PortUnavailableError,
  startEventStoreServer,
} from "embedded-eventstore";
import { html, type PageServer, startPageServer } from "embedded-eventstore/http";
import { retryWhileBusy } from "embedded-eventstore/shared-file";

const options: EventStoreServerOptions = { file: ":memory:", port: 0 };
startEventStoreServer(options).then(
  (server: EventStoreServer): Promise<void> => server.close(),
  (error: unknown) => {
    if (error instanceof EventStoreFileError) console.log(error.file);
    if (error instanceof PortUnavailableError) console.log(error.port);
  },
);

const page = () => ({ status: 200, contentType: "text/html", body: html`<p>${"<hello>"}</p>`.text });
startPageServer({ "/": page }, 0).then((pages: PageServer): Promise<void> => pages.close());

retryWhileBusy((): number => 1).then((answer: number) => console.log(answer));
