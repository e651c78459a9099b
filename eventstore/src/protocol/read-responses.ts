import type { RecordedEvent } from "../log/events.ts";
import { encodeEventId, encodeStreamName } from "./identifiers.ts";
import { MessageWriter, type WriteFields } from "./message-writer.ts";
import { encodePosition, encodeRevision, encodeTime } from "./numbers.ts";

/*
 * The responses to a read or a subscription (ReadResp in streams.proto).
 */

/** @param idsAsHalves see {@link encodeEventId} */
export function eventResponse(event: RecordedEvent, idsAsHalves: boolean): Uint8Array {
  return MessageWriter.write((response) =>
    response.message(1, (read) => read.message(1, recordOf(event, idsAsHalves)).integer(3, event.position)),
  );
}

/** Encodes a link with its target, if there is one. The position is that of the link. */
export function linkResponse(
  link: RecordedEvent,
  target: RecordedEvent | undefined,
  idsAsHalves: boolean,
): Uint8Array {
  return MessageWriter.write((response) =>
    response.message(1, (read) => {
      if (target) read.message(1, recordOf(target, idsAsHalves));
      read.message(2, recordOf(link, idsAsHalves)).integer(3, link.position);
    }),
  );
}

/** Encodes the first response of every subscription. */
export function confirmationResponse(subscriptionId: string): Uint8Array {
  return MessageWriter.write((response) =>
    response.message(2, (confirmation) => confirmation.text(1, subscriptionId)),
  );
}

/** Encodes a checkpoint: the subscriber has received all events that it wants up to this position. */
export function checkpointResponse(position: number): Uint8Array {
  return MessageWriter.write((response) => response.message(3, encodePosition(position)));
}

export function notFoundResponse(stream: string): Uint8Array {
  return MessageWriter.write((response) =>
    response.message(4, (notFound) => notFound.message(1, encodeStreamName(stream))),
  );
}

/** Encodes the end of catching up: from now on the subscriber receives events as they are appended. */
export function caughtUpResponse(): Uint8Array {
  return MessageWriter.write((response) => response.message(8));
}

function recordOf(event: RecordedEvent, idsAsHalves: boolean): WriteFields {
  const { position } = event;
  return (record) =>
    record
      .message(1, encodeEventId(event.id, idsAsHalves))
      .message(2, encodeStreamName(event.stream))
      .integer(3, encodeRevision(event.revision))
      .integer(4, position)
      .integer(5, position)
      .message(6, propertyOf("type", event.type))
      .bytes(6, event.isJson ? JSON_CONTENT : OTHER_CONTENT)
      .message(6, propertyOf("created", encodeTime(event.created)))
      .bytes(7, event.metadata)
      .bytes(8, event.data);
}

/** The two content types, encoded once for all events. */
const JSON_CONTENT = MessageWriter.write(propertyOf("content-type", "application/json"));
const OTHER_CONTENT = MessageWriter.write(propertyOf("content-type", "application/octet-stream"));

function propertyOf(key: string, value: string): WriteFields {
  return (entry) => entry.text(1, key).text(2, value);
}
