/**
 * Appends with two official clients in one process, each over a connection of its own. The connection of the first breaks
 * while the second waits for its answer. Prints the outcome of the second append, and what the answer does to the process.
 */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { startEventStoreServer } from "../../src/server.ts";

const server = await startEventStoreServer({ file: ":memory:" });

/** Connects a client through a plain TCP proxy, and appends once. @returns a function that appends, and the proxy's sockets */
async function connectClient() {
  const proxy = createServer();
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const { port } = proxy.address() as AddressInfo;
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  const connected = new Promise<Socket>((resolve) => proxy.once("connection", resolve));
  const append = () => client.appendToStream("stream", jsonEvent({ type: "event", data: {} }));
  const appended = append();
  const toClient = await connected;
  const toStore = connect(server.port, "127.0.0.1");
  toClient.pipe(toStore).pipe(toClient);
  await appended;
  return { append, toClient, toStore };
}

process.once("uncaughtException", ({ name, message }) => {
  console.log(`the process: ${name}: ${message}`);
  process.exit();
});
const first = await connectClient();
const second = await connectClient();
second.toStore.unpipe(second.toClient);
const outcome = second.append().then(
  () => "answered",
  (error) => String(error),
);
first.toClient.destroy();
console.log(`the second append: ${await outcome}`);
second.toStore.pipe(second.toClient);
