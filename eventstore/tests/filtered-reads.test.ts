import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type EventStoreDBClient, jsonEvent, type Position } from "@eventstore/db-client";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { expect, test } from "vitest";
import { RawClient } from "./support/raw-client.ts";
import { startStore } from "./support/running-store.ts";

/**
 * The answers of an EventStoreDB 23.10.8, by question: the events, their number, or that it failed (for "maxCount 0": that it
 * never answered). They were recorded with `@kurrent/kurrentdb-client`, which has such reads.
 */
const RECORDED: Record<string, unknown> = JSON.parse(
  readFileSync(join(import.meta.dirname, "recorded", "filtered-reads.json"), "utf8"),
);

const { ReadReq } = streams;
const { FilterOptions, AllOptions, Position: PositionMessage } = ReadReq.Options;

interface Question {
  readonly streams?: string[];
  readonly types?: string[];
  readonly regex?: string;
  readonly max?: number;
  readonly backwards?: boolean;
  readonly from?: "third of b" | "beside it";
  readonly window?: number;
  readonly interval?: number;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
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

test.each(Object.entries(QUESTIONS))(
  "a filtered read is answered as by the server: %s",
  async (name, question) => {
    const { server, client } = await startStore();
    const third = await fill(client);
    const answer = await new RawClient(server.port).readEvents(requestOf(question, third));
    expect(answer instanceof Error ? "error" : inTheFormOf(RECORDED[name], answer)).toEqual(RECORDED[name]);
  },
);

test("no recorded filtered read is left out", () => {
  expect(Object.keys(QUESTIONS)).toEqual(Object.keys(RECORDED));
});

/** Appends the events that the server had. @returns the position of the third event of "P-b" */
async function fill(client: EventStoreDBClient): Promise<Position> {
  const event = (type: string) => jsonEvent({ type, data: {} });
  const positions: Position[] = [];
  for (let round = 0; round < 5; round += 1) {
    await client.appendToStream("P-a", [event("PX"), event("PY")]);
    const { position } = await client.appendToStream("P-b", event("PX"));
    if (position) positions.push(position);
  }
  return positions[2] ?? { commit: 0n, prepare: 0n };
}

function requestOf(
  { streams: names, types, regex = "", max, backwards, from, window, interval }: Question,
  third: Position,
) {
  const all = new AllOptions();
  const commit = String(third.commit + (from === "beside it" ? 1n : 0n));
  if (from) all.setPosition(new PositionMessage().setCommitPosition(commit).setPreparePosition(commit));
  else if (backwards) all.setEnd(new shared.Empty());
  else all.setStart(new shared.Empty());
  const expression = new FilterOptions.Expression().setRegex(regex).setPrefixList(names ?? types ?? []);
  const filter = new FilterOptions().setCheckpointintervalmultiplier(interval ?? 1);
  if (window) filter.setMax(window);
  else filter.setCount(new shared.Empty());
  const options = new ReadReq.Options()
    .setAll(all)
    .setReadDirection(
      backwards ? ReadReq.Options.ReadDirection.BACKWARDS : ReadReq.Options.ReadDirection.FORWARDS,
    )
    .setFilter(names ? filter.setStreamIdentifier(expression) : filter.setEventType(expression))
    .setCount(String(max ?? Number.MAX_SAFE_INTEGER))
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new shared.Empty()));
  return new ReadReq().setOptions(options);
}

function inTheFormOf(recorded: unknown, answer: readonly string[]): unknown {
  if (typeof recorded === "number") return answer.length;
  return typeof recorded === "boolean" ? answer.every((event) => !event.includes(" $")) : answer;
}
