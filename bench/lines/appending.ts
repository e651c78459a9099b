import { join } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import { Appender } from "../appender.ts";
import { type Comparison, type Contender, compare, FLAT } from "../comparison.ts";
import { openFilledLog } from "../filled-log.ts";
import { OtherProcess } from "../other-process.ts";
import { BareTable } from "../peers/bare-table.ts";
import { LeastStore } from "../peers/least-store.ts";
import { YesSayer } from "../peers/yes-sayer.ts";
import { EVENTS_OF_A_GAME, type Sizes } from "../sizes.ts";
import { latencyRowOf, type Row, rowOf } from "../table.ts";

const CONCURRENT_APPENDERS = 32;

/** Number of events that each concurrent appender sends in one piece of work. */
const APPENDS_EACH = 20;

/** Compares appending single moves through the official client with bare inserts, and a small file with a large one. */
export async function appendingRows(folder: string, { scale, ...sizes }: Sizes): Promise<Row[]> {
  const manyEvents = sizes.manyGames * EVENTS_OF_A_GAME;
  const few = await openFilledLog(folder, sizes.fewEvents);
  const many = await openFilledLog(folder, manyEvents);
  const bare = new BareTable(join(folder, "bare.db"));
  const standingAlone = await OtherProcess.start(join(folder, "standing-alone.db"), "serve");
  const client = EventStoreDBClient.connectionString(standingAlone.store);
  const yesSayer = await YesSayer.start();
  const bareBehindClient = new BareTable(join(folder, "bare-behind-client.db"));
  const inserter = await YesSayer.start(() => void bareBehindClient.insert());
  const leastStore = new LeastStore(join(folder, "least.db"));
  const least = await YesSayer.start((request) => leastStore.append(request));
  const inserts: Contender = { name: "bare libsql", work: async () => bare.insert() };
  const inFew = `${sizes.fewEvents.toLocaleString("en")} in the file`;
  const inMany = `${manyEvents.toLocaleString("en")} in the file`;

  const oneByOne: Comparison = {
    what: "append, one at a time",
    unit: "events",
    ours: oneAppender("client", few.client),
    peer: inserts,
  };
  const outcome = await compare(oneByOne, scale);
  const others: Comparison[] = [
    {
      what: "append, one at a time, to a server that only says yes",
      unit: "events",
      ours: oneAppender("client", yesSayer.client),
      peer: inserts,
    },
    {
      what: "append, one at a time, to a server that only inserts",
      unit: "events",
      ours: oneAppender("client", inserter.client),
      peer: inserts,
    },
    {
      what: "append, one at a time",
      unit: "events",
      ours: oneAppender("client", few.client),
      peer: oneAppender("to a server that only inserts", inserter.client),
      target: 0.85,
    },
    {
      what: "append, one at a time, to a server that does the least",
      unit: "events",
      ours: oneAppender("client", least.client),
      peer: oneAppender("to a server that only inserts", inserter.client),
    },
    {
      what: `append, ${CONCURRENT_APPENDERS} at a time`,
      unit: "events",
      ours: concurrentAppenders("client", few.client),
      peer: concurrentAppenders("to a server that only inserts", inserter.client),
      target: 1,
    },
    {
      what: `append, ${CONCURRENT_APPENDERS} at a time`,
      unit: "events",
      ours: concurrentAppenders("client", few.client),
      peer: inserts,
      target: 1,
    },
    {
      what: `append, ${CONCURRENT_APPENDERS} at a time, to a server that only says yes`,
      unit: "events",
      ours: concurrentAppenders("client", yesSayer.client),
      peer: inserts,
    },
    {
      what: `append, ${CONCURRENT_APPENDERS} at a time, to a store that stands alone`,
      unit: "events",
      ours: concurrentAppenders("client", client),
      peer: inserts,
      target: 1,
    },
    {
      what: "append to a large file, one at a time",
      unit: "events",
      ours: oneAppender(inMany, many.client),
      peer: oneAppender(inFew, few.client),
      target: FLAT,
    },
    {
      what: `append to a large file, ${CONCURRENT_APPENDERS} at a time`,
      unit: "events",
      ours: concurrentAppenders(inMany, many.client),
      peer: concurrentAppenders(inFew, few.client),
      target: FLAT,
    },
  ];
  const rows = [
    rowOf(oneByOne, outcome),
    latencyRowOf("latency of an append, p50 / p95 / p99", oneByOne, outcome),
  ];
  for (const comparison of others) rows.push(rowOf(comparison, await compare(comparison, scale)));
  await yesSayer.close();
  await inserter.close();
  bareBehindClient.close();
  await least.close();
  leastStore.close();
  await client.dispose();
  await standingAlone.stop();
  await few.close();
  await many.close();
  bare.close();
  return rows;
}

function oneAppender(name: string, client: EventStoreDBClient): Contender {
  const appender = new Appender(client);
  return { name, work: () => appender.append(1) };
}

function concurrentAppenders(name: string, client: EventStoreDBClient): Contender {
  const appenders = Array.from({ length: CONCURRENT_APPENDERS }, () => new Appender(client));
  return {
    name,
    async work() {
      await Promise.all(appenders.map((appender) => appender.append(APPENDS_EACH)));
      return CONCURRENT_APPENDERS * APPENDS_EACH;
    },
  };
}
