// Uses the package in a CommonJS program.
const { EventStoreDBClient, jsonEvent } = require("@eventstore/db-client");
const { startEventStoreServer } = require("embedded-eventstore");

async function main() {
  const server = await startEventStoreServer({ file: ":memory:" });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  await client.appendToStream("greetings", jsonEvent({ type: "Greeted", data: { text: "from CommonJS" } }));
  for await (const { event } of client.readStream("greetings")) console.log(event.type, event.data.text);
  await client.dispose();
  await server.close();
}

main();
