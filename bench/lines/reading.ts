import { join } from "node:path";
import { type EventStoreDBClient, START } from "@eventstore/db-client";
import { type Comparison, compare } from "../comparison.ts";
import { openFilledLog } from "../filled-log.ts";
import { BareTable } from "../peers/bare-table.ts";
import type { Sizes } from "../sizes.ts";
import { type Row, rowOf } from "../table.ts";

/** Compares reading a whole log through the official client, by one read and by a subscription, with bare rows. */
export async function readingRows(folder: string, { scale, readEvents }: Sizes): Promise<Row[]> {
  const store = await openFilledLog(folder, readEvents);
  const events = await readAll(store.client);
  const bare = new BareTable(join(folder, "bare-rows.db"));
  bare.fill(events);
  const sides = {
    unit: "events",
    peer: { name: "bare libsql", work: async () => bare.readAll() },
    rounds: 3,
  };
  const reading: Comparison = {
    what: `read a log of ${readEvents.toLocaleString("en")} events`,
    ours: { name: "readAll", work: () => readAll(store.client) },
    ...sides,
  };
  const catchingUp: Comparison = {
    what: `catch up with a log of ${readEvents.toLocaleString("en")} events`,
    ours: { name: "subscribeToAll", work: () => catchUp(store.client, events) },
    ...sides,
  };
  const rows = [
    rowOf(reading, await compare(reading, scale)),
    rowOf(catchingUp, await compare(catchingUp, scale)),
  ];
  await store.close();
  bare.close();
  return rows;
}

/** Reads the whole log. @returns the number of events. */
async function readAll(client: EventStoreDBClient): Promise<number> {
  let events = 0;
  for await (const _event of client.readAll()) events++;
  return events;
}

async function catchUp(client: EventStoreDBClient, events: number): Promise<number> {
  const subscription = client.subscribeToAll({ fromPosition: START });
  let seen = 0;
  for await (const _event of subscription) if (++seen === events) break;
  await subscription.unsubscribe();
  return seen;
}
