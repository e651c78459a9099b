import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { type Operation, perform } from "./operations.ts";

/** Operations one after another on streams of their own, and the server's answers. Each stream's name begins with "P". */
export interface Round {
  readonly ops: readonly Operation[];
  readonly answers: readonly unknown[];
}

/** An operation whose answer differs from the recorded one, and the operations before it. */
export interface Difference {
  readonly before: readonly Operation[];
  readonly operation: Operation;
  readonly recorded: unknown;
  readonly answered: unknown;
}

const FILE = join(import.meta.dirname, "streams.jsonl");

/**
 * Returns the recorded rounds of an EventStoreDB 23.10.8.
 *
 * @param withCategories whether to include those that read a category stream, for which the server must run projections
 */
export function recordedRounds(withCategories = false, file = FILE): Round[] {
  const rounds = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line): Round => JSON.parse(line, fromText));
  if (withCategories) return rounds;
  return rounds.map(({ ops, answers }) => ({
    ops: ops.filter(isServed),
    answers: answers.filter((_, index) => ops[index] && isServed(ops[index])),
  }));
}

function isServed({ kind }: Operation): boolean {
  return kind !== "read category";
}

/** Carries out the operations of a round on new streams. @returns the answers in the form of the recorded ones */
export async function play(client: EventStoreDBClient, operations: readonly Operation[]): Promise<unknown[]> {
  const prefix = `P${randomUUID().replaceAll("-", "").slice(0, 10)}`;
  const answers: unknown[] = [];
  for (const operation of operations) {
    const text = JSON.stringify(operation, toText).replaceAll(/"(\$ce-|\^|\d@)?P/g, `"$1${prefix}`);
    const answer = JSON.stringify(await answerOf(client, JSON.parse(text, fromText)), toText);
    answers.push(JSON.parse(answer.replaceAll(prefix, "P")));
  }
  return answers;
}

/** Replays a round. @returns the first operation with another answer; the later ones cannot be compared */
export async function replay(
  client: EventStoreDBClient,
  { ops, answers }: Round,
): Promise<Difference | undefined> {
  const recorded: unknown[] = JSON.parse(JSON.stringify(answers, toText));
  const answered = await play(client, ops);
  const index = answered.findIndex(
    (answer, place) => JSON.stringify(answer) !== JSON.stringify(recorded[place]),
  );
  const operation = ops[index];
  if (operation === undefined) return undefined;
  return { before: ops.slice(0, index), operation, recorded: recorded[index], answered: answered[index] };
}

async function answerOf(client: EventStoreDBClient, operation: Operation): Promise<unknown> {
  try {
    return { ok: await perform(client, operation) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { type, streamName, expectedVersion, actualVersion }: ClientError = error;
    return { error: { type, stream: streamName, expected: expectedVersion, actual: actualVersion } };
  }
}

/** The fields that the errors of the official client may have. */
interface ClientError extends Error {
  readonly type?: unknown;
  readonly streamName?: unknown;
  readonly expectedVersion?: unknown;
  readonly actualVersion?: unknown;
}

/** JSON has no bigints: 5n is written as "5n". */
export function toText(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

function fromText(_: string, value: unknown): unknown {
  return typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
}
