// Uses the package in an ES module.
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { EventStoreFileError, startEventStoreServer } from "embedded-eventstore";
import { startPageServer } from "embedded-eventstore/http";

const server = await startEventStoreServer({ file: ":memory:" });
const client = EventStoreDBClient.connectionString(server.connectionString);
await client.appendToStream("greetings", jsonEvent({ type: "Greeted", data: { text: "from an ES module" } }));
for await (const { event } of client.readStream("greetings")) console.log(event.type, event.data.text);
await client.dispose();
await server.close();

await startEventStoreServer({ file: import.meta.filename }).catch((error) => {
  if (!(error instanceof EventStoreFileError)) throw error;
  console.log("and what is no event store is refused");
});

const pages = await startPageServer(
  { "/": () => ({ status: 200, body: "and pages of one's own are served" }) },
  0,
);
console.log((await (await fetch(pages.address)).text()).trim());
await pages.close();
