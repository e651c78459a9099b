import { randomUUID } from "node:crypto";
import { ANY, type EventStoreDBClient, START } from "@eventstore/db-client";
import { Appender } from "./appender.ts";
import { firstMove, storable } from "./games.ts";

/** Work of a store, called through the client and measured in events. */
interface StoreWork {
  readonly what: string;
  /** The lowest ratio to the rate of the other version that is good enough. */
  readonly target?: number;
  /** Fills the store. @returns a function that does one piece of work and returns the number of events. */
  prepare(client: EventStoreDBClient): Promise<() => Promise<number>>;
}

const APPENDERS = 32;
const APPENDS_EACH = 20;
const LARGE_APPEND = 500;
const SHORT_STREAM = 42;
/** More than the store remembers: read in turn, each comes from the file. */
const MANY_STREAMS = 200;
export const LONG_STREAM = 5_000;

/** All works. Those that write come first, so that the log is long enough for those that read it. */
export const STORE_WORKS: readonly StoreWork[] = [
  {
    what: "one appender",
    async prepare(client) {
      const appender = new Appender(client);
      return () => appender.append(1);
    },
  },
  {
    what: `${APPENDERS} appenders`,
    async prepare(client) {
      const appenders = Array.from({ length: APPENDERS }, () => new Appender(client));
      return async () => {
        await Promise.all(appenders.map((appender) => appender.append(APPENDS_EACH)));
        return APPENDERS * APPENDS_EACH;
      };
    },
  },
  {
    what: `appends of ${LARGE_APPEND} events`,
    target: 1.8,
    async prepare(client) {
      const stream = `game-${randomUUID()}`;
      return () => appendMoves(client, stream, LARGE_APPEND);
    },
  },
  {
    what: "live delivery, one at a time",
    async prepare(client) {
      const { appender, seen } = await follow(client);
      return async () => {
        await appender.append(1);
        await seen(1);
        return 1;
      };
    },
  },
  {
    what: `live delivery, ${LARGE_APPEND} at a time`,
    async prepare(client) {
      const stream = `game-${randomUUID()}`;
      const seen = followStream(client, stream);
      return async () => {
        await appendMoves(client, stream, LARGE_APPEND);
        await (await seen)(LARGE_APPEND);
        return LARGE_APPEND;
      };
    },
  },
  { ...readingOf(SHORT_STREAM), target: 1.4 },
  {
    what: `read ${MANY_STREAMS} streams of ${SHORT_STREAM} events in turn`,
    async prepare(client) {
      const streams = Array.from({ length: MANY_STREAMS }, () => `game-${randomUUID()}`);
      for (const stream of streams) await appendMoves(client, stream, SHORT_STREAM);
      let next = 0;
      return () => count(client.readStream(streams[next++ % MANY_STREAMS] ?? ""));
    },
  },
  readingOf(LONG_STREAM),
  {
    what: "read $all",
    target: 1.25,
    async prepare(client) {
      return () => count(client.readAll({ maxCount: LONG_STREAM }));
    },
  },
  {
    what: "catch up with $all",
    target: 1.25,
    async prepare(client) {
      return async () => {
        const subscription = client.subscribeToAll({ fromPosition: START });
        let seen = 0;
        for await (const _event of subscription) if (++seen === LONG_STREAM) break;
        await subscription.unsubscribe();
        return seen;
      };
    },
  },
];

/** Returns the work of reading a stream of this many events. */
function readingOf(events: number): StoreWork {
  return {
    what: `read a stream of ${events.toLocaleString("en")} events`,
    async prepare(client) {
      const stream = `game-${randomUUID()}`;
      for (let rest = events; rest > 0; rest -= LARGE_APPEND) {
        await appendMoves(client, stream, Math.min(rest, LARGE_APPEND));
      }
      return () => count(client.readStream(stream));
    },
  };
}

async function appendMoves(client: EventStoreDBClient, stream: string, events: number): Promise<number> {
  const moves = Array.from({ length: events }, () => storable(firstMove));
  await client.appendToStream(stream, moves, { expectedRevision: ANY });
  return events;
}

async function count(events: AsyncIterable<unknown>): Promise<number> {
  let seen = 0;
  for await (const _event of events) seen++;
  return seen;
}

async function followStream(client: EventStoreDBClient, stream: string) {
  const subscription = client.subscribeToStream(stream, { fromRevision: START });
  let open = 0;
  let wake = () => {};
  subscription.on("data", () => {
    open -= 1;
    if (open === 0) wake();
  });
  await new Promise((resolve) => subscription.once("confirmation", resolve));
  return (events: number): Promise<void> =>
    new Promise((resolve) => {
      open += events;
      if (open === 0) resolve();
      else wake = resolve;
    });
}

async function follow(client: EventStoreDBClient) {
  const appender = new Appender(client);
  return { appender, seen: await followStream(client, appender.stream) };
}
