import type { ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { RecordedEvent } from "../log/events.ts";
import { streams } from "./generated.ts";
import { encodeEventId, encodeStreamName } from "./identifiers.ts";
import { encodeRevision } from "./numbers.ts";

/** The client counts time in .NET ticks of 100 nanoseconds. */
const TICKS_PER_MILLISECOND_AS_ZEROS = "0000";

/** @param structuredIds see {@link encodeEventId} */
export function encodeEvent(event: RecordedEvent, structuredIds: boolean): ReadResp {
  const readEvent = new streams.ReadResp.ReadEvent()
    .setEvent(encodeRecord(event, structuredIds))
    .setCommitPosition(String(event.position));
  return new streams.ReadResp().setEvent(readEvent);
}

/** A link together with the event that it stands for, if there is one; the place is that of the link. */
export function encodeLink(
  link: RecordedEvent,
  target: RecordedEvent | undefined,
  structuredIds: boolean,
): ReadResp {
  const readEvent = new streams.ReadResp.ReadEvent()
    .setLink(encodeRecord(link, structuredIds))
    .setCommitPosition(String(link.position));
  if (target) readEvent.setEvent(encodeRecord(target, structuredIds));
  return new streams.ReadResp().setEvent(readEvent);
}

function encodeRecord(event: RecordedEvent, structuredIds: boolean): ReadResp.ReadEvent.RecordedEvent {
  // Commit and prepare position differ only for explicit transactions, which are long gone from the protocol.
  const position = String(event.position);
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(encodeEventId(event.id, structuredIds))
    .setStreamIdentifier(encodeStreamName(event.stream))
    .setStreamRevision(encodeRevision(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  record
    .getMetadataMap()
    .set("type", event.type)
    .set("content-type", event.isJson ? "application/json" : "application/octet-stream")
    .set("created", event.created + TICKS_PER_MILLISECOND_AS_ZEROS);
  return record;
}
