// Uses the package in an ES module.
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { EventStoreFileError, startEventStoreServer } from "embedded-eventstore";

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
