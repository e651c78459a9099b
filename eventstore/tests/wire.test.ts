import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { binaryEvent, EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { type ServiceError, status } from "@grpc/grpc-js";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { EventLog } from "../src/log/event-log.ts";
import { type EventStoreServer, startEventStoreServer } from "../src/server.ts";
import { appendOptions, batchAppendOf, proposedEvent, RawClient, streamRead } from "./support/raw-client.ts";

let server: EventStoreServer;
let client: EventStoreDBClient;
beforeAll(async () => {
  server = await startEventStoreServer({ file: ":memory:" });
  client = EventStoreDBClient.connectionString(server.connectionString);
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

// After any bytes, the server must still serve other clients.
afterEach(async () => {
  const { nextExpectedRevision } = await client.appendToStream(
    "still-there",
    jsonEvent({ type: "event", data: {} }),
  );
  let last: bigint | undefined;
  for await (const { event } of client.readStream("still-there")) last = event?.revision;
  expect(last).toBe(nextExpectedRevision);
});

function sendAndWaitForClose(bytes: Buffer | string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port: server.port }, () => socket.end(bytes));
    socket.on("error", () => {});
    socket.on("data", () => {});
    socket.once("close", () => resolve());
  });
}

/** Sends bytes as the body of a gRPC call. @returns its status */
async function call(method: string, body: Buffer): Promise<number> {
  const session = connectHttp2(`http://127.0.0.1:${server.port}`);
  const headers = { ":method": "POST", ":path": method, "content-type": "application/grpc", te: "trailers" };
  const request = session.request(headers);
  const answered = new Promise<number>((resolve) => {
    request.on("error", () => resolve(-1));
    for (const part of ["response", "trailers"]) {
      request.on(part, (fields) => {
        if (fields["grpc-status"] !== undefined) resolve(Number(fields["grpc-status"]));
      });
    }
  });
  request.on("data", () => {});
  request.end(body);
  const result = await answered;
  session.destroy();
  return result;
}

function frame(message: Buffer, length = message.length): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

test.each([
  ["random bytes", randomBytes(2000)],
  ["HTTP/1.1", "GET /streams HTTP/1.1\r\nHost: localhost\r\n\r\n"],
  [
    "a broken HTTP/2 frame",
    // Not random: a frame that happens to have a valid length would be waited for.
    Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Buffer.alloc(500, 0xff)]),
  ],
])("%s instead of the protocol", async (_, bytes) => {
  await sendAndWaitForClose(bytes);
});

const METHODS = ["Read", "Append", "BatchAppend", "Delete", "Tombstone"];
const pathOf = (method: string) => `/event_store.client.streams.Streams/${method}`;

test.each(METHODS)("a message that breaks off, to %s", async (method) => {
  // First a field that claims to be very long; then a field that contains one.
  const began = performance.now();
  for (const bytes of [
    [0x0a, 0xff, 0xff, 0xff, 0x7f],
    [0x0a, 6, 0x12, 0xff, 0xff, 0xff, 0x7f, 0x41],
  ]) {
    expect(await call(pathOf(method), frame(Buffer.from(bytes)))).toBe(status.INTERNAL);
  }
  expect(performance.now() - began).toBeLessThan(500);
});

test.each(METHODS)("an empty message, and random ones, to %s", async (method) => {
  await call(pathOf(method), frame(Buffer.alloc(0)));
  for (let size = 1; size < 2000; size *= 3) await call(pathOf(method), frame(randomBytes(size)));
});

test("a message that is said to be absurdly large", async () => {
  expect(await call(pathOf("BatchAppend"), frame(Buffer.alloc(10), 0xffffffff))).toBe(
    status.RESOURCE_EXHAUSTED,
  );
});

test("a method that does not exist", async () => {
  expect(await call(pathOf("Explode"), frame(Buffer.alloc(0)))).toBe(status.UNIMPLEMENTED);
});

test.each([
  ["no options", () => [proposedEvent()], status.INVALID_ARGUMENT],
  ["no message at all", () => [], status.INVALID_ARGUMENT],
  [
    "no expected revision",
    () => [new streams.AppendReq().setOptions(new streams.AppendReq.Options())],
    status.INVALID_ARGUMENT,
  ],
  ["an empty stream name", () => [appendOptions("")], status.UNKNOWN],
  ["the metadata stream of nothing", () => [appendOptions("$$")], status.UNKNOWN],
  ["a NUL character in the stream name", () => [appendOptions("a\0b")], status.INVALID_ARGUMENT],
  [
    "an event without a type",
    () => [appendOptions("s"), proposedEvent({ "content-type": "x" })],
    status.INVALID_ARGUMENT,
  ],
  [
    "an empty type",
    () => [appendOptions("s"), proposedEvent({ type: "", "content-type": "x" })],
    status.UNKNOWN,
  ],
  [
    "a NUL character in a type",
    () => [appendOptions("s"), proposedEvent({ type: "\0", "content-type": "x" })],
    status.INVALID_ARGUMENT,
  ],
  [
    "an event without a content type",
    () => [appendOptions("s"), proposedEvent({ type: "x" })],
    status.INVALID_ARGUMENT,
  ],
  ["an id that is no UUID", () => [appendOptions("s"), proposedEvent(undefined, "seven")], status.UNKNOWN],
  [
    "an id of zeros",
    () => [appendOptions("s"), proposedEvent(undefined, "00000000-0000-0000-0000-000000000000")],
    status.UNKNOWN,
  ],
])("an append with %s is refused", async (_, messages, code) => {
  const error = await new RawClient(server.port).append(...messages());
  expect(error?.code).toBe(code);
  expect(error?.details).not.toBe("");
});

test("an event without a type is the error that the client knows", async () => {
  const error = await new RawClient(server.port).append(
    appendOptions("s"),
    proposedEvent({ "content-type": "x" }),
  );
  expect(error?.metadata.getMap()).toMatchObject({
    exception: "missing-required-metadata-property",
    "required-metadata-properties": "type,content-type",
  });
});

test("a stream name that is not UTF-8 is taken as the server takes it", async () => {
  expect(
    await new RawClient(server.port).append(appendOptions(Buffer.from([0xff, 0x41])), proposedEvent()),
  ).toBeNull();
  expect(await new RawClient(server.port).read(streamRead("\uFFFDA", "0"))).toBeNull();
});

test.each(["18446744073709551615", "9223372036854775808"])(
  "a revision of %s is refused",
  async (revision) => {
    const error: ServiceError | null = await new RawClient(server.port).read(
      streamRead("still-there", revision),
    );
    expect(error?.code).toBe(status.UNKNOWN);
  },
);

test("a revision of 9223372036854775807 is beyond the end", async () => {
  expect(await new RawClient(server.port).read(streamRead("still-there", "9223372036854775807"))).toBeNull();
});

test("a client that does not take its answers is made to wait, and then served", async () => {
  const call = new RawClient(server.port).batchAppend();
  call.write(batchAppendOf("hearing", "first"));
  await once(call, "data");
  call.pause();
  // Each answer repeats the name of the stream, so the answers have some megabytes.
  const deaf = "deaf".padEnd(20_000, "-");
  const appends = 500;
  for (let number = 0; number < appends; number += 1) call.write(batchAppendOf(deaf, String(number)));
  const stored = vi.spyOn(EventLog.prototype, "insert");
  const storedOfDeaf = () => stored.mock.calls.filter(([stream]) => stream === deaf).length;
  let before: number;
  do {
    before = storedOfDeaf();
    // While the others receive this much, the one that does not read could have received more.
    for (let number = 0; number < 25; number += 1)
      await client.appendToStream("others", jsonEvent({ type: "event", data: {} }));
  } while (storedOfDeaf() > before);
  expect(before).toBeLessThan(appends);
  stored.mockRestore();
  let answers = 0;
  const allAnswered = new Promise<void>((resolve) => {
    call.on("data", () => {
      answers += 1;
      if (answers === appends) resolve();
    });
  });
  call.resume();
  await allAnswered;
  call.end();
});

test("a client that begins many appends and finishes none is refused further ones", async () => {
  const call = new RawClient(server.port).batchAppend();
  const answered = once(call, "data");
  for (let number = 0; number <= 100; number += 1)
    call.write(batchAppendOf("begun", `begun-${number}`, false));
  const [refusal] = await answered;
  expect(refusal.getCorrelationId().getString()).toBe("begun-100");
  expect(refusal.getError().getMessage()).toContain("none of them is complete");
  call.write(batchAppendOf("begun", "begun-0"));
  const [success] = await once(call, "data");
  expect(success.getSuccess().getCurrentRevision()).toBe("1");
  call.end();
});

test("an append of 20 megabytes", async () => {
  const other = EventStoreDBClient.connectionString(server.connectionString);
  const events = binaryEvent({ type: "huge", data: Buffer.alloc(20 * 1024 * 1024) });
  await expect(other.appendToStream("huge", events)).rejects.toThrow();
  await other.dispose();
});

test("an append of five thousand events", async () => {
  const events = Array.from({ length: 5000 }, () =>
    binaryEvent({ type: "small", data: Buffer.from("123456") }),
  );
  expect((await client.appendToStream("many", events)).nextExpectedRevision).toBe(4999n);
});
