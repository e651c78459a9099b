import {
  type AllStreamRecordedEvent,
  type EventData,
  jsonEvent,
  type RecordedEvent,
} from "@eventstore/db-client";
import { isObject, type Message } from "../contract/message.ts";

/** Makes the event that is stored for a message. Bookings and correlation stand in names that every store knows. */
export function toStoredEvent({
  id,
  type,
  data,
  ...message
}: Omit<Message, "sequence" | "time" | "bookingId">): EventData {
  const metadata = { $correlationId: message.correlationId, $causationId: message.causationId };
  return jsonEvent({ id, type, data: { ...data }, metadata });
}

/**
 * Makes a message of a stored event.
 *
 * @param streams the beginning of the name of its stream, which is followed by the id of the booking.
 * @returns a message whose data is empty if it is not JSON with fields: readers of a type say what they miss.
 */
export function toMessage(event: RecordedEvent | AllStreamRecordedEvent, streams: string): Message {
  const metadata = isObject(event.metadata) ? event.metadata : {};
  const textOr = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return {
    id: event.id,
    type: event.type,
    bookingId: event.streamId.slice(streams.length),
    sequence: Number(event.revision),
    time: event.created.toISOString(),
    correlationId: textOr(metadata.$correlationId, event.id),
    causationId: textOr(metadata.$causationId, event.id),
    data: isObject(event.data) ? event.data : {},
  };
}
