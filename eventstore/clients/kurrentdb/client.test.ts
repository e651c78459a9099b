import {
  BACKWARDS,
  END,
  jsonEvent,
  KurrentDBClient,
  NO_STREAM,
  type ReadRevision,
  UnavailableError,
  UnsupportedError,
} from "@kurrent/kurrentdb-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../../src/index.ts";
import { collect, errorOf } from "../../tests/contract/events.ts";

let server: EventStoreServer;
let client: KurrentDBClient;
beforeAll(async () => {
  server = await startEventStoreServer({ file: ":memory:" });
  client = KurrentDBClient.connectionString(server.connectionString);
  await client.appendToStream("three", [event(), event(), event()], { streamState: NO_STREAM });
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

const event = () => jsonEvent({ type: "happened", data: {} });

test.each(["esdb", "esdb+discover", "kurrentdb", "kurrentdb+discover"])(
  "%s:// leads to the store",
  async (scheme) => {
    const other = KurrentDBClient.connectionString(server.connectionString.replace("esdb", scheme));
    try {
      await other.appendToStream(scheme, event());
      expect(await collect(other.readStream(scheme))).toHaveLength(1);
    } finally {
      await other.dispose();
    }
  },
);

test("an append to several streams at once is refused at once, by the client", async () => {
  const several = client.multiStreamAppend([
    { streamName: "a", expectedState: NO_STREAM, events: [event()] },
  ]);
  expect(await errorOf(several)).toBeInstanceOf(UnsupportedError);
  expect(await errorOf(client.appendRecords([{ streamName: "a", record: event() }]))).toBeInstanceOf(
    UnsupportedError,
  );
});

// These say what the tests of exceptions.ts meet. If one fails with a later client, its exceptions are to go.
describe("what differs from the old client", () => {
  test.each([
    ["forwards", "end", [2n, 1n, 0n]],
    ["backwards", "start", [0n, 1n, 2n]],
  ] as const)("a read %s from the %s goes the other way", async (direction, fromRevision, expected) => {
    const events = await collect(
      client.readStream("three", { direction, fromRevision: fromRevision as ReadRevision }),
    );
    expect(events.map(({ event }) => event?.revision)).toEqual(expected);
  });

  test("an error of a read says neither code nor reason", async () => {
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    const beside = (last?.event?.position?.commit ?? 0n) + 1n;
    const error = await errorOf(
      collect(client.readAll({ fromPosition: { commit: beside, prepare: beside } })),
    );
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ code: undefined, message: "UnavailableError" });
  });
});
