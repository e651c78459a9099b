import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import timestamps from "google-protobuf/google/protobuf/timestamp_pb.js";
import { expect, test } from "vitest";
import { StatusError } from "../../src/grpc/status.ts";
import { MessageWriter } from "../../src/protocol/message-writer.ts";
import { decodeReadRequest } from "../../src/protocol/read-request.ts";
import { MessageReader } from "../../src/protocol/wire.ts";
import {
  decodeAppendRequest,
  decodeBatchAppendRequest,
  decodeDeleteRequest,
  decodeProposedEvent,
  decodeStreamOptions,
} from "../../src/protocol/write-requests.ts";
import {
  allOptions,
  event,
  expectation,
  from,
  identifierOf,
  isRefused,
  meaningOf,
  name,
  numberOf,
  type ReadOptions,
  readOptions,
  streamOptions,
  uuidOf,
} from "./random-messages.ts";

/*
 * The decoders read what the official client's generated code writes.
 */

/** Makes a message whose first field is a message. */
const wrapped = (...parts: Uint8Array[]) =>
  Buffer.from(MessageWriter.write((message) => message.bytes(1, Buffer.concat(parts))));

/** Expects that a read is refused where the server refuses it, and otherwise read as it was meant. */
function expectMeaning(request: Buffer, options: ReadOptions): void {
  if (isRefused(options)) expect(() => decodeReadRequest(request)).toThrow(StatusError);
  else expect(decodeReadRequest(request)).toEqual(meaningOf(options));
}

test("a read", () => {
  fc.assert(
    fc.property(readOptions, (options) => {
      const request = new streams.ReadReq().setOptions(options).serializeBinary();
      expectMeaning(Buffer.from(request), options);
    }),
  );
});

test("of fields that exclude each other the last one counts", () => {
  fc.assert(
    fc.property(readOptions, readOptions, (first, second) => {
      const request = wrapped(first.serializeBinary(), second.serializeBinary());
      const options = streams.ReadReq.deserializeBinary(request).getOptions() as ReadOptions;
      expectMeaning(request, options);
    }),
  );
  fc.assert(
    fc.property(name, fc.array(from, { minLength: 1 }), (stream, places) => {
      const all = Buffer.concat(places.map((place) => allOptions(place).serializeBinary()));
      const one = Buffer.concat(places.map((place) => streamOptions(stream, place).serializeBinary()));
      const last = places.at(-1);
      const expected = typeof last === "bigint" ? numberOf(last) : last;
      for (const [field, options] of [all, one].entries()) {
        const request = MessageWriter.write((message) =>
          message
            .bytes(2 - field, options)
            .integer(5, 1)
            .message(8)
            .message(9, (ids) => ids.message(2)),
        );
        expect(decodeReadRequest(wrapped(request)).from).toBe(expected);
      }
    }),
  );
});

function setExpectation<Options extends InstanceType<typeof streams.DeleteReq.Options>>(
  options: Options,
  expected: string | bigint,
): Options {
  if (expected === "any") options.setAny(new shared.Empty());
  else if (expected === "no_stream") options.setNoStream(new shared.Empty());
  else if (expected === "stream_exists") options.setStreamExists(new shared.Empty());
  else options.setRevision(String(expected));
  return options;
}

const expectedOf = (expected: string | bigint) =>
  typeof expected === "bigint" ? numberOf(expected) : expected;

/** Returns an event with plain bytes, to compare it. */
const bytesOf = (proposed: ReturnType<typeof decodeProposedEvent> | undefined) =>
  proposed && {
    ...proposed,
    id: Buffer.from(proposed.id).toString("hex"),
    data: Uint8Array.from(proposed.data),
    metadata: Uint8Array.from(proposed.metadata),
  };

type Proposed = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

function setEvent<
  Message extends
    | InstanceType<typeof streams.AppendReq.ProposedMessage>
    | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>,
>(message: Message, { id, type, isJson, data, metadata }: Proposed, asHalves: boolean): Message {
  message.setId(uuidOf(id, asHalves)).setData(data).setCustomMetadata(metadata);
  const contentType = isJson ? "application/json" : "application/octet-stream";
  message.getMetadataMap().set("content-type", contentType).set("type", type).set("other", "");
  return message;
}

test("an append, a deletion and a tombstone", () => {
  fc.assert(
    fc.property(name, expectation, event, fc.boolean(), (stream, expected, event, asHalves) => {
      const meant = { stream, expected: expectedOf(expected), deadline: Infinity };
      for (const kind of [streams.DeleteReq, streams.TombstoneReq]) {
        const options = setExpectation(
          new kind.Options().setStreamIdentifier(identifierOf(stream)),
          expected,
        );
        expect(decodeDeleteRequest(wrapped(options.serializeBinary()))).toEqual(meant);
      }
      const options = new streams.AppendReq.Options().setStreamIdentifier(identifierOf(stream));
      const first = new streams.AppendReq().setOptions(setExpectation(options, expected)).serializeBinary();
      expect(decodeAppendRequest(first)).toEqual({ options: meant, event: undefined });
      const message = setEvent(new streams.AppendReq.ProposedMessage(), event, asHalves);
      const second = new streams.AppendReq().setProposedMessage(message).serializeBinary();
      const decoded = decodeAppendRequest(second);
      expect(decoded.options).toBeUndefined();
      expect(bytesOf(decoded.event)).toEqual({ ...event, id: event.id.replaceAll("-", "") });
      expect(decodeAppendRequest(Buffer.concat([first, second])).options).toBeUndefined();
      expect(decodeAppendRequest(Buffer.concat([second, first])).event).toBeUndefined();
    }),
  );
});

test("one of many appends", () => {
  const seconds = fc.integer({ min: -1_000_000, max: 10_000_000_000 });
  fc.assert(
    fc.property(
      name,
      expectation,
      fc.array(event, { maxLength: 3 }),
      fc.boolean(),
      seconds,
      (stream, expected, events, flag, seconds) => {
        const options = new streams.BatchAppendReq.Options()
          .setStreamIdentifier(identifierOf(stream))
          .setDeadline(new timestamps.Timestamp().setSeconds(seconds).setNanos(5_000_000));
        if (expected === "any") options.setAny(new empty.Empty());
        else if (expected === "no_stream") options.setNoStream(new empty.Empty());
        else if (expected === "stream_exists") options.setStreamExists(new empty.Empty());
        else options.setStreamPosition(String(expected));
        const correlationId = uuidOf("01234567-89ab-cdef-0123-456789abcdef", flag);
        const request = new streams.BatchAppendReq()
          .setCorrelationId(correlationId)
          .setOptions(options)
          .setIsFinal(flag)
          .setProposedMessagesList(
            events.map((event) => setEvent(new streams.BatchAppendReq.ProposedMessage(), event, flag)),
          );
        const decoded = decodeBatchAppendRequest(request.serializeBinary());
        expect(Uint8Array.from(decoded.correlationId)).toEqual(correlationId.serializeBinary());
        expect(decoded.isFinal).toBe(flag);
        expect(decodeStreamOptions(new MessageReader(decoded.options as Uint8Array))).toEqual({
          stream,
          expected: expectedOf(expected),
          deadline: seconds * 1000 + 5,
        });
        const decodedEvents = decoded.events.map((bytes) => decodeProposedEvent(new MessageReader(bytes)));
        expect(decodedEvents.map(bytesOf)).toEqual(
          events.map((event) => ({ ...event, id: event.id.replaceAll("-", "") })),
        );
      },
    ),
  );
});

/** A read of all events from the start, without a filter, with further fields. */
const allEvents = (...fields: number[]) =>
  wrapped(Buffer.from([0x4a, 2, 0x12, 0, 0x42, 0, 0x12, 2, 0x12, 0, ...fields]));

test.each([
  ["a number in place of a message", allEvents(0x28, 9, 0x38, 0)],
  ["a text in place of a number, which looks like a field itself", allEvents(0x2a, 2, 0x28, 5)],
  ["eight bytes in place of a number", allEvents(0x29, 0x28, 5, 0x28, 5, 0x28, 5, 0x28, 5)],
])("%s is refused", (_, request) => {
  expect(() => streams.ReadReq.deserializeBinary(request)).toThrow();
  expect(() => decodeReadRequest(request)).toThrow("another kind of value");
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  "an integer that breaks off after %i bytes is refused",
  (length) => {
    const request = allEvents(0x28, ...Array.from({ length }, () => 0xff));
    expect(() => streams.ReadReq.deserializeBinary(request)).toThrow();
    expect(() => decodeReadRequest(request)).toThrow();
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("a flag may have %i bytes", (length) => {
  const flag = Array.from(
    { length },
    (_, index) => (index === 0 ? 1 : 0) + (index === length - 1 ? 0 : 0x80),
  );
  for (const request of [allEvents(0x20, ...flag, 0x28, 9), allEvents(0x28, 9, 0x20, ...flag)]) {
    expect(streams.ReadReq.deserializeBinary(request).getOptions()?.getResolveLinks()).toBe(true);
    expect(decodeReadRequest(request)).toMatchObject({ resolvesLinks: true, count: 9 });
  }
});
