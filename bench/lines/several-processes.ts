import { join } from "node:path";
import { type AllStreamSubscription, END } from "@eventstore/db-client";
import { connect } from "../../src/persistence/connection/connection.ts";
import { Appender } from "../appender.ts";
import { median, percentile } from "../comparison.ts";
import { OtherProcess } from "../other-process.ts";
import type { Sizes } from "../sizes.ts";
import { latenciesOf, type Row, ratioCells, rounded } from "../table.ts";

const ROUNDS = 5;
const ROUND_MILLISECONDS = 1_000;
const APPENDS_SEEN = 200;

/** The highest ratio of the faster process's rate to the slower one's that counts as fair. */
const FAIR = 2;

/** Milliseconds after which another process must have seen an event. */
const SOON = 100;

/** Measures several processes on one file: each one's share, and the delay until one sees another's event. */
export async function severalProcessesRows(folder: string, { scale }: Sizes): Promise<Row[]> {
  return [await rivalsRow(join(folder, "rivals.db"), scale), await seenRow(join(folder, "seen.db"), scale)];
}

async function rivalsRow(file: string, scale: number): Promise<Row> {
  const rivals = [await OtherProcess.start(file, "append"), await OtherProcess.start(file, "append")];
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const appended = await Promise.all(rivals.map((rival) => rival.append(ROUND_MILLISECONDS * scale)));
    rounds.push(appended.map(({ events }) => events / scale).toSorted((a, b) => a - b));
  }
  for (const rival of rivals) await rival.stop();
  const rate = (place: number) => rounded(median(rounds.map((round) => round[place] ?? 0)));
  const ratios = rounds.map(([slower = 0, faster = 0]) => slower / faster);
  return [
    "append from two processes to one file",
    `the slower one ${rate(0)} events/s`,
    `the faster one ${rate(1)} events/s`,
    ...ratioCells(ratios, 1 / FAIR),
  ];
}

async function seenRow(file: string, scale: number): Promise<Row> {
  const elsewhere = await OtherProcess.start(file, "append");
  const store = await connect({ kind: "file", path: file });
  const appender = new Appender(store.client);
  const subscription = store.client.subscribeToAll({ fromPosition: END });
  await new Promise((resolve) => subscription.once("confirmation", resolve));

  const fromElsewhere: number[] = [];
  const fromHere: number[] = [];
  for (let append = 0; append < Math.max(20, APPENDS_SEEN * scale); append++) {
    fromElsewhere.push(await delayOf(subscription, async () => (await elsewhere.append(0)).acknowledged));
    fromHere.push(
      await delayOf(subscription, async () => {
        await appender.append(1);
        return Date.now();
      }),
    );
  }
  await subscription.unsubscribe();
  await store.close();
  await elsewhere.stop();
  return [
    "until a subscription has seen an append, p50 / p95 / p99",
    `in another process ${latenciesOf(fromElsewhere)}`,
    `in the same process ${latenciesOf(fromHere)}`,
    "",
    "",
    `≤ ${SOON} ms ${percentile(fromElsewhere, 0.99) <= SOON ? "holds" : "missed"}`,
  ];
}

/**
 * @param append appends one event and resolves with the time of its acknowledgement, in milliseconds since 1970.
 * @returns the milliseconds from then until the subscription has the event; 0 if it has it earlier.
 */
async function delayOf(subscription: AllStreamSubscription, append: () => Promise<number>): Promise<number> {
  const seen = new Promise<number>((resolve) => subscription.once("data", () => resolve(Date.now())));
  const acknowledged = await append();
  return Math.max(0, (await seen) - acknowledged);
}
