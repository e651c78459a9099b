import { NO_BYTES, type ProposedEvent } from "../log/events.ts";
import type { ExpectedRevision } from "../log/streams/expected-revision.ts";
import { decodeEventId, decodeStreamName, withoutNul } from "./identifiers.ts";
import { decodePlace } from "./numbers.ts";
import { invalidArgument, missingEventProperty, unforeseen } from "./rpc-errors.ts";
import { type Integer, MessageReader } from "./wire.ts";

/*
 * The requests that change a stream (AppendReq, BatchAppendReq, DeleteReq and TombstoneReq in streams.proto). Each has
 * options and events of its own, but all of them have the same form.
 */

/** The options of a request: its stream, and what the client expects of it. */
export interface StreamOptions {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** when the client gives up, in milliseconds since 1970; Infinity except in a batch */
  readonly deadline: number;
}

/** A message of an append: the first has the options, each of the others one event. */
export interface AppendRequest {
  readonly options: StreamOptions | undefined;
  readonly event: ProposedEvent | undefined;
}

export function decodeAppendRequest(bytes: Uint8Array): AppendRequest {
  let content: AppendRequest = { options: undefined, event: undefined };
  const request = new MessageReader(bytes);
  while (request.next()) {
    if (request.field === 1) content = { options: decodeStreamOptions(request.message()), event: undefined };
    else if (request.field === 2)
      content = { options: undefined, event: decodeProposedEvent(request.message()) };
  }
  return content;
}

/**
 * A message of one append of a batch. Its options and events are decoded later, so that a mistake in them fails only this
 * append.
 */
export interface BatchAppendRequest {
  /** a UUID message, which is returned unchanged in the answer */
  readonly correlationId: Uint8Array;
  readonly options: Uint8Array | undefined;
  readonly events: readonly Uint8Array[];
  readonly isFinal: boolean;
}

export function decodeBatchAppendRequest(bytes: Uint8Array): BatchAppendRequest {
  let correlationId = NO_BYTES;
  let options: Uint8Array | undefined;
  const events: Uint8Array[] = [];
  let isFinal = false;
  const request = new MessageReader(bytes);
  while (request.next()) {
    if (request.field === 1) correlationId = sound(request.bytes());
    else if (request.field === 2) options = request.bytes();
    else if (request.field === 3) events.push(request.bytes());
    else if (request.field === 4) isFinal = request.flag();
  }
  return { correlationId, options, events, isFinal };
}

/** Checks that bytes which will be returned unchanged are a message. */
function sound(bytes: Uint8Array): Uint8Array {
  const message = new MessageReader(bytes);
  while (message.next());
  return bytes;
}

export function decodeDeleteRequest(bytes: Uint8Array): StreamOptions {
  let options: StreamOptions | undefined;
  const request = new MessageReader(bytes);
  while (request.next()) if (request.field === 1) options = decodeStreamOptions(request.message());
  if (options === undefined) throw invalidArgument("The request has no options.");
  return options;
}

/** Decodes options. @throws {StatusError} for an invalid stream name, and without an expected revision */
export function decodeStreamOptions(options: MessageReader): StreamOptions {
  let stream: string | undefined;
  let expected: ExpectedRevision | undefined;
  let deadline = Infinity;
  while (options.next()) {
    if (options.field === 1) stream = decodeStreamName(options.message());
    else if (options.field === 2) expected = decodeExpectedRevision(options.integer());
    else if (options.field === 3) expected = "no_stream";
    else if (options.field === 4) expected = "any";
    else if (options.field === 5) expected = "stream_exists";
    else if (options.field === 6) deadline = decodeTime(options.message());
    else if (options.field === 7) deadline = Date.now() + decodeTime(options.message());
  }
  if (stream === undefined) throw invalidArgument("The request does not name a stream.");
  if (expected === undefined) throw invalidArgument("The request does not say which revision it expects.");
  return { stream, expected, deadline };
}

function decodeExpectedRevision(integer: Integer): ExpectedRevision {
  const revision = decodePlace(integer);
  return revision === "end" ? "no_stream" : revision;
}

/** Decodes a Timestamp, in milliseconds since 1970, or a Duration, in milliseconds. Newer clients send a Duration. */
function decodeTime(timestamp: MessageReader): number {
  let seconds = 0;
  let nanoseconds = 0;
  while (timestamp.next()) {
    if (timestamp.field === 1) seconds = Number(timestamp.signedInteger());
    else if (timestamp.field === 2) nanoseconds = Number(timestamp.signedInteger());
  }
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Decodes an event. @throws {StatusError} for an event without id, type or content type */
export function decodeProposedEvent(event: MessageReader): ProposedEvent {
  let id: Uint8Array | undefined;
  let data = NO_BYTES;
  let metadata = NO_BYTES;
  let type: string | undefined;
  let contentType: string | undefined;
  while (event.next()) {
    if (event.field === 1) id = decodeEventId(event.message());
    else if (event.field === 2) {
      const [key, value] = decodeProperty(event.message());
      if (key === "type") type = value;
      else if (key === "content-type") contentType = value;
    } else if (event.field === 3) metadata = event.bytes();
    else if (event.field === 4) data = event.bytes();
  }
  if (type === undefined) throw missingEventProperty("type");
  if (contentType === undefined) throw missingEventProperty("content-type");
  if (type === "") throw unforeseen("An event's type cannot be empty.");
  if (id === undefined) throw invalidArgument("An event must have an id.");
  const isJson = contentType === "application/json";
  return { id, type: withoutNul(type, "An event's type"), isJson, data, metadata };
}

function decodeProperty(entry: MessageReader): [key: string, value: string] {
  let key = "";
  let value = "";
  while (entry.next()) {
    if (entry.field === 1) key = entry.text();
    else if (entry.field === 2) value = entry.text();
  }
  return [key, value];
}
