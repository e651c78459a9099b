import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { EventStoreDBClient } from "@eventstore/db-client";
import { startEventStoreServer } from "../../src/server.ts";
import { type Difference, play, type Round, recordedRounds, replay, toText } from "./rounds.ts";

/*
 * Replays the recorded rounds of an EventStoreDB 23.10.8 on a server, and prints which answers differ:
 *
 *   npm run contract                                  the embedded store
 *   npm run contract -- --against esdb://…            any other server
 *   npm run contract -- --against esdb://… --categories   with category streams, where the server runs $by_category
 *   npm run contract -- --against esdb://… --record FILE  writes its answers, in the form of streams.jsonl
 */

/** How many rounds run at a time. */
const AT_A_TIME = 10;

const values = optionsOf(process.argv.slice(2));
const server = values.against === undefined ? await startEventStoreServer({ file: ":memory:" }) : undefined;
const uri = values.against ?? server?.connectionString ?? "";
const client = connect(uri);
await answers(client, uri);
const rounds = recordedRounds(values.categories);
const operations = rounds.reduce((sum, { ops }) => sum + ops.length, 0);

if (values.record !== undefined) {
  const lines = await inTurn(
    rounds,
    async ({ ops }) => `${toJson({ ops, answers: await play(client, ops) })}\n`,
  );
  writeFileSync(values.record, lines.join(""));
  console.log(`The answers to ${operations} operations are in ${values.record}.`);
} else {
  const differences = (await inTurn(rounds, (round) => replay(client, round))).filter(
    (found) => found !== undefined,
  );
  for (const difference of differences) console.log(describe(difference));
  console.log(
    `${rounds.length} rounds of ${operations} operations: ${differences.length} answered differently.`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}
await client.dispose();
await server?.close();

function optionsOf(args: string[]) {
  try {
    const options = {
      against: { type: "string" },
      categories: { type: "boolean" },
      record: { type: "string" },
    } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : error}`);
  }
}

function connect(uri: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(uri);
  } catch {
    return refuse(`'${uri}' is not a connection string: give one such as esdb://localhost:2113?tls=false.`);
  }
}

/** Ends the program with a sentence if the server cannot be reached. */
async function answers(client: EventStoreDBClient, uri: string): Promise<void> {
  try {
    for await (const _ of client.readAll({ maxCount: 1 }));
  } catch (error) {
    refuse(`No event store answers at ${uri} (${error instanceof Error ? error.message : error}).`);
  }
}

function refuse(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

async function inTurn<Result>(
  rounds: readonly Round[],
  ask: (round: Round) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < rounds.length; first += AT_A_TIME) {
    results.push(...(await Promise.all(rounds.slice(first, first + AT_A_TIME).map(ask))));
  }
  return results;
}

function describe({ before, operation, recorded, answered }: Difference): string {
  const lines = before.map((earlier) => `  after    ${toJson(earlier)}`);
  return [
    ...lines,
    `  asked    ${toJson(operation)}`,
    `  recorded ${toJson(recorded)}`,
    `  answered ${toJson(answered)}\n`,
  ].join("\n");
}

function toJson(value: unknown): string {
  return JSON.stringify(value, toText);
}
