import shared from "@eventstore/db-client/generated/shared_pb.js";
import type status from "@eventstore/db-client/generated/status_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type RecordedEvent, TOMBSTONE_REVISION } from "../../src/log/events.ts";
import type { ExpectedRevision } from "../../src/log/streams/expected-revision.ts";
import {
  checkpointResponse,
  eventResponse,
  linkResponse,
  notFoundResponse,
} from "../../src/protocol/read-responses.ts";
import { appendResponse, batchResponse, deleteResponse } from "../../src/protocol/write-responses.ts";
import { event, name, uuidOf } from "./random-messages.ts";

/*
 * The official client's generated code reads what the encoders write.
 */

const position = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const revision = fc.oneof(position, fc.constant(TOMBSTONE_REVISION));
const textOf = (revision: number) =>
  revision === TOMBSTONE_REVISION ? String(2n ** 63n - 1n) : String(revision);
const base64Of = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const bytesOfId = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");

const recorded = fc
  .record({ event, position, stream: name, revision, created: fc.integer({ min: 1, max: 2 ** 48 }) })
  .map(({ event, ...place }): RecordedEvent => ({ ...event, ...place, id: bytesOfId(event.id) }));

/** The event as the generated code should show it. */
function shown({ id, type, isJson, created, ...event }: RecordedEvent, asHalves: boolean) {
  const hex = Buffer.from(id).toString("hex");
  const text = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return {
    id: uuidOf(text, asHalves).toObject(),
    streamIdentifier: { streamName: base64Of(event.stream) },
    streamRevision: textOf(event.revision),
    preparePosition: String(event.position),
    commitPosition: String(event.position),
    metadataMap: [
      ["content-type", isJson ? "application/json" : "application/octet-stream"],
      ["created", String(BigInt(created) * 10_000n)],
      ["type", type],
    ],
    customMetadata: base64Of(event.metadata),
    data: base64Of(event.data),
  };
}

const readResponse = (bytes: Uint8Array) => streams.ReadResp.deserializeBinary(bytes);

test("an event, and a link with or without the event that it stands for", () => {
  fc.assert(
    fc.property(recorded, recorded, fc.boolean(), (event, target, asHalves) => {
      const commitPosition = String(event.position);
      expect(readResponse(eventResponse(event, asHalves)).toObject().event).toMatchObject({
        event: shown(event, asHalves),
        link: undefined,
        commitPosition,
      });
      expect(readResponse(linkResponse(event, target, asHalves)).toObject().event).toMatchObject({
        event: shown(target, asHalves),
        link: shown(event, asHalves),
        commitPosition,
      });
      expect(readResponse(linkResponse(event, undefined, asHalves)).toObject().event).toMatchObject({
        event: undefined,
        link: shown(event, asHalves),
        commitPosition,
      });
    }),
  );
});

test("a checkpoint, and a stream that is not there", () => {
  fc.assert(
    fc.property(position, name, (position, stream) => {
      const places = { commitPosition: String(position), preparePosition: String(position) };
      expect(readResponse(checkpointResponse(position)).toObject().checkpoint).toMatchObject(places);
      expect(readResponse(notFoundResponse(stream)).toObject().streamNotFound).toEqual({
        streamIdentifier: { streamName: base64Of(stream) },
      });
      const deleted = streams.DeleteResp.deserializeBinary(deleteResponse(position));
      expect(deleted.getPosition()?.toObject()).toEqual(places);
      const tombstoned = streams.TombstoneResp.deserializeBinary(deleteResponse(position));
      expect(tombstoned.getPosition()?.toObject()).toEqual(places);
    }),
  );
});

const expectation = fc.oneof(
  fc.constantFrom<ExpectedRevision[]>("any", "no_stream", "stream_exists"),
  revision,
);
/** The last revision of a stream; none if it has no events. */
const last = fc.oneof(revision, fc.constant(-1));

test("an append that was made, alone and as one of many", () => {
  fc.assert(
    fc.property(name, last, position, fc.uuid(), fc.boolean(), (stream, revision, position, id, asHalves) => {
      const request = { stream, expected: "any", events: [] } as const;
      const result = { kind: "appended", revision, position } as const;
      const places = { commitPosition: String(position), preparePosition: String(position) };
      const single = streams.AppendResp.deserializeBinary(appendResponse(request, result)).getSuccess();
      const correlationId = uuidOf(id, asHalves);
      const response = streams.BatchAppendResp.deserializeBinary(
        batchResponse(correlationId.serializeBinary(), request, result),
      );
      expect(response.getCorrelationId()?.toObject()).toEqual(correlationId.toObject());
      expect(response.getStreamIdentifier()?.toObject()).toEqual({ streamName: base64Of(stream) });
      for (const success of [single, response.getSuccess()]) {
        expect(success?.hasNoStream()).toBe(revision === -1);
        if (revision !== -1) expect(success?.getCurrentRevision()).toBe(textOf(revision));
        expect(success?.getPosition()?.toObject()).toEqual(places);
      }
    }),
  );
});

test("an append that met another revision, alone and as one of many", () => {
  fc.assert(
    fc.property(name, expectation, last, (stream, expected, current) => {
      const request = { stream, expected, events: [] };
      const result = { kind: "wrong-revision", current } as const;
      const single = streams.AppendResp.deserializeBinary(appendResponse(request, result));
      const conflict = single.getWrongExpectedVersion();
      expect(conflict?.hasCurrentNoStream()).toBe(current === -1);
      if (current !== -1) expect(conflict?.getCurrentRevision()).toBe(textOf(current));
      expect(conflict?.hasExpectedAny()).toBe(expected === "any");
      expect(conflict?.hasExpectedNoStream()).toBe(expected === "no_stream");
      expect(conflict?.hasExpectedStreamExists()).toBe(expected === "stream_exists");
      expect(conflict?.hasExpectedRevision()).toBe(typeof expected === "number");
      if (typeof expected === "number") expect(conflict?.getExpectedRevision()).toBe(textOf(expected));

      const one = streams.BatchAppendResp.deserializeBinary(batchResponse(new Uint8Array(), request, result));
      const error = one.getError() as InstanceType<typeof status.Status>;
      expect(error.getCode()).toBe(6);
      const details = shared.WrongExpectedVersion.deserializeBinary(
        error.getDetails()?.getValue_asU8() as Uint8Array,
      );
      expect(details.hasCurrentNoStream()).toBe(current === -1);
      if (current !== -1) expect(details.getCurrentStreamRevision()).toBe(textOf(current));
      expect(details.hasExpectedAny()).toBe(expected === "any");
      expect(details.hasExpectedNoStream()).toBe(expected === "no_stream");
      expect(details.hasExpectedStreamExists()).toBe(expected === "stream_exists");
      if (typeof expected === "number") expect(details.getExpectedStreamPosition()).toBe(textOf(expected));
    }),
  );
});
