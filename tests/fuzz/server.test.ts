import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import fc from "fast-check";
import { expect } from "vitest";
import { CliProcess } from "../cli/support/cli-process.ts";
import { inStore, pathInAFolderOfItsOwn } from "../cli/support/store-file.ts";
import { readStream } from "../persistence/embedded-store.ts";
import { endedInTime, inTime } from "./deadline.ts";
import { expectSafe } from "./expected/soundness.ts";
import { fuzz } from "./fuzz.ts";
import { hostileText } from "./inputs/hostile-text.ts";

const PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const bytes = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
const thrown = fc.oneof(
  bytes,
  hostileText.map((text) => Buffer.from(text)),
  bytes.map((bytes) => Buffer.concat([Buffer.from(PREFACE), bytes])),
  // An HTTP/2 frame: length, type, flags, stream id and payload.
  fc
    .tuple(fc.nat({ max: 300 }), fc.nat({ max: 11 }), fc.nat({ max: 255 }), fc.nat({ max: 9 }), bytes)
    .map(([length, type, flags, stream, bytes]) =>
      Buffer.concat([
        Buffer.from(PREFACE),
        Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
        Buffer.from([0, length >> 8, length & 255, type, flags, 0, 0, 0, stream]),
        bytes,
      ]),
    ),
  fc
    .tuple(fc.constantFrom("GET", "POST", "PRI", "CONNECT"), hostileText)
    .map(([method, text]) => Buffer.from(`${method} /${text} HTTP/1.1\r\nHost: x\r\n\r\n`)),
  fc.constant(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])), // the start of a TLS handshake
);

/** Connects, sends the bytes, and closes the connection when the server does, or soon. */
async function throwAt(port: number, what: Buffer): Promise<void> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  socket.resume().write(what);
  await Promise.race([once(socket, "close"), pause(20)]);
  socket.destroy();
}

fuzz("whatever is thrown at a server, it goes on, and what it has acknowledged is stored", {
  input: fc.array(thrown, { minLength: 10, maxLength: 40, size: "max" }),
  inputs: { few: 1, many: 8 },
  cases: 80,
  async check(throws, count) {
    const store = pathInAFolderOfItsOwn("served.db");
    const server = new CliProcess(["eventstore", "--port", "0", "--store", store]);
    const ready = await inTime(server.output.readUntil("tls=false"), 30_000);
    const [, address = "", port = ""] = /(esdb:\/\/127\.0\.0\.1:(\d+)\S*)/.exec(ready) ?? [];
    const client = EventStoreDBClient.connectionString(address);
    for (const [index, what] of throws.entries()) {
      await throwAt(Number(port), what);
      const append = client.appendToStream("stream", jsonEvent({ type: "acknowledged", data: { index } }));
      await inTime(append, 30_000);
      count("throws at a server, which goes on");
    }
    await client.dispose();
    server.send("SIGTERM");
    const { code, errors } = await endedInTime(server);
    expectSafe(server.output);
    if (process.platform !== "win32") expect([code, errors]).toEqual([0, ""]);
    const stored = await inStore(store, ({ client }) => readStream(client, "stream"));
    expect(stored.map(({ data }) => data)).toEqual(throws.map((_, index) => ({ index })));
  },
});
