import {
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  NO_STREAM,
  type Position,
  START,
} from "@eventstore/db-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Unkindness } from "../src/grpc/unkindness.ts";
import { startEventStoreServer } from "../src/index.ts";
import { Child } from "./processes/child.ts";
import { unkindSeed } from "./support/unkind-seed.ts";

type Counted = JSONEventType<"Counted", { number: number }>;

async function unkindStore(unkind: boolean | number): Promise<EventStoreDBClient> {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await startEventStoreServer({ file: ":memory:", unkind });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  onTestFinished(async () => {
    printed.mockRestore();
    await client.dispose();
    await server.close();
  });
  return client;
}

/** Repeats a call until it is answered. It repeats only calls whose connection was lost. */
async function insist<Answer>(ask: () => Promise<Answer>, onLoss = async () => {}): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      expect(String(error)).toMatch(/UNAVAILABLE|CANCELLED|Unavailable/i);
      await onLoss();
    }
  }
}

const numbersIn = async (client: EventStoreDBClient, stream: string): Promise<number[]> => {
  const numbers: number[] = [];
  for await (const { event } of client.readStream<Counted>(stream))
    if (event) numbers.push(event.data.number);
  return numbers;
};

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

test("appends break off before and after they were stored, and each is stored once", async () => {
  const client = await unkindStore(7);
  const lost = { stored: 0, notStored: 0 };
  for (const number of upTo(60)) {
    const event = jsonEvent<Counted>({ type: "Counted", data: { number } });
    const expectedRevision = number === 0 ? NO_STREAM : BigInt(number - 1);
    await insist(
      () => client.appendToStream("counted", event, { expectedRevision }),
      async () => {
        const there = await insist(() =>
          numbersIn(client, "counted").catch((error) =>
            /not ?found/i.test(String(error)) ? [] : Promise.reject(error),
          ),
        );
        lost[there.length > number ? "stored" : "notStored"] += 1;
      },
    );
  }
  expect(await insist(() => numbersIn(client, "counted"))).toEqual(upTo(60));
  expect(lost.stored).toBeGreaterThan(0);
  expect(lost.notStored).toBeGreaterThan(0);
});

test("reads break off, before the first response and after it", async () => {
  const client = await unkindStore(7);
  const events = upTo(500).map((number) => jsonEvent<Counted>({ type: "Counted", data: { number } }));
  await insist(() => client.appendToStream("counted", events, { expectedRevision: NO_STREAM }));
  const broken = { before: 0, after: 0 };
  for (const _ of upTo(500)) {
    if (broken.before > 0 && broken.after > 0) break;
    let seen = 0;
    try {
      for await (const { event } of client.readStream<Counted>("counted")) {
        expect(event?.data.number).toBe(seen);
        seen += 1;
      }
      expect(seen).toBe(events.length);
    } catch (error) {
      expect(String(error)).toMatch(/UNAVAILABLE|CANCELLED|Unavailable/i);
      broken[seen === 0 ? "before" : "after"] += 1;
    }
  }
  expect(Math.min(broken.before, broken.after)).toBeGreaterThan(0);
});

test("subscriptions end, and go on where they were: nothing is missing, nothing comes twice", async () => {
  const client = await unkindStore(3);
  const events = upTo(200).map((number) => jsonEvent<Counted>({ type: "Counted", data: { number } }));
  await insist(() => client.appendToStream("counted", events));
  const seen: number[] = [];
  let last: bigint | typeof START = START;
  let ends = 0;
  await insist(
    async () => {
      if (seen.length === events.length && ends > 0) return;
      const subscription = client.subscribeToStream<Counted>("counted", { fromRevision: last });
      for await (const { event } of subscription) {
        if (!event) continue;
        seen.push(event.data.number);
        last = event.revision;
        // There are no more events: it waits for the end of the subscription.
        if (seen.length === events.length && ends > 0) break;
      }
    },
    async () => {
      ends += 1;
    },
  );
  expect(seen).toEqual(upTo(200));
});

test("one client appends and subscribes at once: each event is stored once, and comes once", async () => {
  const client = await unkindStore(unkindSeed());
  const perStream = 20;
  const streams = ["first", "second", "third"];
  const append = async (stream: string) => {
    for (const number of upTo(perStream)) {
      const event = jsonEvent<Counted>({ type: "Counted", data: { number } });
      const expectedRevision = number === 0 ? NO_STREAM : BigInt(number - 1);
      await insist(() => client.appendToStream(stream, event, { expectedRevision }));
    }
  };
  const seen: { stream: string; revision: number }[] = [];
  let last: Position | typeof START = START;
  const follow = async () => {
    for await (const { event } of client.subscribeToAll({ fromPosition: last })) {
      if (!event) continue;
      seen.push({ stream: event.streamId, revision: Number(event.revision) });
      last = event.position;
      if (seen.length === perStream * streams.length) return;
    }
  };
  await Promise.all([insist(follow), ...streams.map(append)]);
  for (const stream of streams) {
    const ofStream = seen.filter((event) => event.stream === stream);
    expect(ofStream.map(({ revision }) => revision)).toEqual(upTo(perStream));
  }
});

// When this fails, the client has been mended: the README's "Known limit" can go.
test("of two clients in a process, one's broken connection ends the other's append, and then the process", async () => {
  const program = new Child("eventstore/tests/processes/two-clients.ts", []);
  onTestFinished(() => program.kill());
  await program.hasWritten(2);
  expect(program.lines).toEqual([
    "the second append: Error: 14 UNAVAILABLE: Connection dropped",
    "the process: TypeError: undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
  ]);
});

describe("the seed", () => {
  test("is printed, whether it was given or taken by chance", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => printed.mockRestore());
    for (const unkind of [42, true])
      await (await startEventStoreServer({ file: ":memory:", unkind })).close();
    expect(printed.mock.calls.flat()).toEqual([
      "The event store is unkind on purpose; unkind: 42 makes it so again.",
      expect.stringMatching(/^The event store is unkind on purpose; unkind: \d+ makes it so again\.$/),
    ]);
  });

  test.each([1.5, Number.NaN, Infinity])("%s is none", async (unkind) => {
    await expect(startEventStoreServer({ file: ":memory:", unkind })).rejects.toThrow(
      new RangeError(`${unkind} is not a seed: it takes a whole number.`),
    );
  });

  test("decides what goes wrong with which message of which call", () => {
    const fates = (seed: number) => {
      const unkindness = new Unkindness(seed);
      return upTo(20).map((number) => {
        const fate = unkindness.nextCall(number % 2 === 0 ? "/Read" : "/BatchAppend");
        return upTo(20).map((message) => [
          fate.milliseconds,
          fate.breaksBefore(message),
          fate.breaksAfter(message),
          fate.delayOf("request", message),
          fate.piecesOf(Buffer.alloc(100), message).map(({ length }) => length),
        ]);
      });
    };
    expect(fates(1)).toEqual(fates(1));
    expect(fates(1)).not.toEqual(fates(2));
  });
});
