/** Writes the types of all events in the file given as its argument, a line each. */
import { EventStoreDBClient } from "@eventstore/db-client";
import { startEventStoreServer } from "../../src/server.ts";

const server = await startEventStoreServer({ file: process.argv[2] ?? "" });
const client = EventStoreDBClient.connectionString(server.connectionString);
for await (const { event } of client.readAll()) console.log(event?.type);
await client.dispose();
await server.close();
