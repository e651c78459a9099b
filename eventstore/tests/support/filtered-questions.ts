import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventStoreDBClient, jsonEvent, type Position } from "@eventstore/db-client";

/** A filtered read of `$all`: of streams or types with one of these prefixes, or that match the pattern. */
export interface Question {
  readonly streams?: string[];
  readonly types?: string[];
  readonly regex?: string;
  readonly max?: number;
  readonly backwards?: boolean;
  readonly from?: "third of b" | "beside it";
  readonly window?: number;
  readonly interval?: number;
}

export const QUESTIONS: Readonly<Record<string, Question>> = {
  "stream prefix": { streams: ["P-b"] },
  "stream prefix, two": { streams: ["P-a", "P-b"] },
  "type prefix": { types: ["PX"] },
  "stream regex": { streams: [], regex: "^P-[ab]$" },
  "type regex": { types: [], regex: "^PY$" },
  "maxCount 3": { streams: ["P-a"], max: 3 },
  "backwards maxCount 3": { streams: ["P-a"], max: 3, backwards: true },
  "from a position": { streams: ["P-"], max: 3, from: "third of b" },
  "from a position, backwards": { streams: ["P-"], max: 3, from: "third of b", backwards: true },
  "matches nothing": { streams: ["noneP"], max: 3 },
  "matches nothing, backwards": { streams: ["noneP"], max: 3, backwards: true },
  "bad regex": { streams: [], regex: "[", max: 3 },
  "maxCount 0": { streams: ["P-"], max: 0 },
  "no system events": { types: [], regex: "^[^\\$].*", max: 5 },
  "position between": { streams: ["P-"], max: 3, from: "beside it" },
  "checkpointInterval 0": { streams: ["P-b"], max: 2, interval: 0 },
  "maxSearchWindow 1": { streams: ["P-b"], max: 2, window: 1 },
};

/**
 * The answers of an EventStoreDB 23.10.8, by question: the events, their number, or that it failed (for "maxCount 0": that it
 * never answered). They were recorded with `@kurrent/kurrentdb-client`, which has such reads.
 */
export const RECORDED: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "recorded", "filtered-reads.json"), "utf8"),
);

/** Appends the events that the server had. @returns the position of the third event of "P-b" */
export async function fill(client: EventStoreDBClient): Promise<Position> {
  const event = (type: string) => jsonEvent({ type, data: {} });
  const positions: Position[] = [];
  for (let round = 0; round < 5; round += 1) {
    await client.appendToStream("P-a", [event("PX"), event("PY")]);
    const { position } = await client.appendToStream("P-b", event("PX"));
    if (position) positions.push(position);
  }
  return positions[2] ?? { commit: 0n, prepare: 0n };
}

/** @param answer events such as "P-b@2 PX". @returns them in the form of the recorded answer */
export function inTheFormOf(recorded: unknown, answer: readonly string[]): unknown {
  if (typeof recorded === "number") return answer.length;
  return typeof recorded === "boolean" ? answer.every((event) => !event.includes(" $")) : answer;
}
