// Uses a store in another process: node client.mjs <connection string>
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";

const client = EventStoreDBClient.connectionString(process.argv[2]);
await client.appendToStream(
  "greetings",
  jsonEvent({ type: "Greeted", data: { text: "from another process" } }),
);
for await (const { event } of client.readStream("greetings")) console.log(event.type, event.data.text);
await client.dispose();
