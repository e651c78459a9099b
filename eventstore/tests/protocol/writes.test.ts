import streams from "@eventstore/db-client/generated/streams_pb.js";
import { expect, test } from "vitest";
import { StatusCode } from "../../src/grpc/status.ts";
import { NO_BYTES } from "../../src/log/events.ts";
import type { AppendResult } from "../../src/log/streams/append.ts";
import { MessageReader } from "../../src/protocol/wire.ts";
import {
  decodeAppendRequest,
  decodeBatchAppendRequest,
  decodeDeleteRequest,
  decodeProposedEvent,
  decodeStreamOptions,
} from "../../src/protocol/write-requests.ts";
import { appendResponse, batchFailure, batchResponse } from "../../src/protocol/write-responses.ts";
import { type Fields, HALVES, message, nameOf, property, UUID, UUID_BYTES } from "./fields.ts";

const JSON_TYPE = property("content-type", "application/json");

test("the time that an append may take counts from its arrival", () => {
  const options = (seconds: number) =>
    decodeStreamOptions(new MessageReader(message([1, nameOf("games")], [4, []], [7, [[1, seconds]]])));
  expect(options(0).deadline).toBeLessThanOrEqual(Date.now());
  expect(options(60).deadline).toBeGreaterThan(Date.now() + 50_000);
});

test("the expectations of a deletion, and the deadline of an append", () => {
  const options = (...fields: Fields) =>
    decodeStreamOptions(new MessageReader(message([1, nameOf("games")], ...fields)));
  const none = { stream: "games", deadline: Infinity };
  expect(options([2, 5])).toEqual({ ...none, expected: 5 });
  expect(options([3, []])).toEqual({ ...none, expected: "no_stream" });
  expect(options([4, []])).toEqual({ ...none, expected: "any" });
  expect(options([5, []])).toEqual({ ...none, expected: "stream_exists" });
  expect(
    options(
      [4, []],
      [
        6,
        [
          [1, 2],
          [2, 500_000_000],
        ],
      ],
    ),
  ).toMatchObject({ deadline: 2500 });
  expect(() => options()).toThrow("The request does not say which revision it expects.");
  expect(() => decodeStreamOptions(new MessageReader(message([4, []])))).toThrow(
    "The request does not name a stream.",
  );
  const deletion = message([
    1,
    [
      [1, nameOf("games")],
      [4, []],
    ],
  ]);
  expect(decodeDeleteRequest(deletion)).toEqual({ ...none, expected: "any" });
});

const propose = (...fields: Fields) => decodeProposedEvent(new MessageReader(message(...fields)));
const ID: [1, Fields] = [1, [[2, UUID]]];
const STARTED = property("type", "Started");

test.each<[string, Fields]>([
  ["Required Metadata Property 'type' is missing", [ID, JSON_TYPE]],
  ["Required Metadata Property 'content-type' is missing", [ID, STARTED]],
  ["An event's type cannot be empty.", [ID, JSON_TYPE, [2, [[1, "type"]]]]],
  ["An event's type cannot contain the NUL character.", [ID, JSON_TYPE, property("type", "\0")]],
  ["An event must have an id.", [STARTED, JSON_TYPE]],
  ["An event's id must be a UUID.", [[1, []], STARTED, JSON_TYPE]],
  ["An event's id must be a UUID.", [[1, [[2, `x${UUID}`]]], STARTED, JSON_TYPE]],
  ["An event's id must be a UUID.", [[1, [[2, `${UUID}0`]]], STARTED, JSON_TYPE]],
  ["An event's id must be a UUID.", [[1, [[1, []]]], STARTED, JSON_TYPE]],
])("of an event that is refused: %s", (sentence, fields) => {
  expect(() => propose(...fields)).toThrow(sentence);
});

test("an event as it is proposed, its id as text or as halves", () => {
  const proposed = {
    id: UUID_BYTES,
    type: "Started",
    data: Buffer.from("data"),
    metadata: Buffer.from("more"),
  };
  expect(propose(ID, STARTED, JSON_TYPE, [3, "more"], [4, "data"])).toMatchObject({
    ...proposed,
    isJson: true,
  });
  const binary = property("content-type", "application/octet-stream");
  const halves: Fields = [[1, [[1, HALVES]]], STARTED, binary];
  expect(propose(...halves)).toMatchObject({ id: UUID_BYTES, isJson: false, data: NO_BYTES });
  const first = decodeAppendRequest(
    message([
      1,
      [
        [1, nameOf("games")],
        [4, []],
      ],
    ]),
  );
  expect(first).toMatchObject({ options: { stream: "games" }, event: undefined });
  const second = decodeAppendRequest(message([2, [ID, STARTED, JSON_TYPE]]));
  expect(second).toMatchObject({ options: undefined, event: { type: "Started" } });
});

test("a message of a batch", () => {
  const bytes = message([1, Buffer.alloc(0)], [2, "options"], [3, "one"], [3, "two"], [4, 1]);
  const { options, events, isFinal } = decodeBatchAppendRequest(bytes);
  expect([options, ...events].map((part) => Buffer.from(part ?? []).toString())).toEqual([
    "options",
    "one",
    "two",
  ]);
  expect(isFinal).toBe(true);
  expect(decodeBatchAppendRequest(message())).toMatchObject({
    options: undefined,
    events: [],
    isFinal: false,
  });
});

test("what a writer is answered", () => {
  const append = { stream: "games", expected: 5, events: [] };
  const single = (result: AppendResult) =>
    streams.AppendResp.deserializeBinary(appendResponse(append, result));
  const batch = (bytes: Uint8Array) => streams.BatchAppendResp.deserializeBinary(bytes);
  const ofBatch = (result: AppendResult) => batch(batchResponse(message(), append, result));
  const nothing = { kind: "appended", revision: -1, position: 7 } as const;
  expect(single(nothing).getSuccess()?.hasNoStream()).toBe(true);
  expect(ofBatch(nothing).getSuccess()?.hasNoStream()).toBe(true);
  const conflict = single({ kind: "wrong-revision", current: -1 }).getWrongExpectedVersion();
  expect(conflict?.hasCurrentNoStream()).toBe(true);
  expect(conflict?.getExpectedRevision()).toBe("5");
  expect(() => single({ kind: "stream-deleted" })).toThrow("Event stream 'games' is deleted.");
  const deleted = ofBatch({ kind: "stream-deleted" }).getError();
  expect(deleted?.getCode()).toBe(StatusCode.NOT_FOUND);
  expect(deleted?.getDetails()?.getTypeUrl()).toBe("type.googleapis.com/event_store.client.StreamDeleted");
  expect(Buffer.from(deleted?.getDetails()?.getValue_asU8() ?? []).toString()).toContain("games");
  const failed = batch(batchFailure(message(), "games", new Error("oh"))).getError();
  expect(failed?.getMessage()).toBe("The event store failed: oh.");
  expect(failed?.getDetails()?.getTypeUrl()).toBe("type.googleapis.com/google.protobuf.Empty");
});
