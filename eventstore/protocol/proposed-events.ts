import type { UUID } from "@eventstore/db-client/generated/shared_pb.js";
import type { ProposedEvent } from "../log/events.ts";
import { decodeEventId, withoutNul } from "./identifiers.ts";
import { invalidArgument, MaximumAppendSizeExceeded, missingEventProperty } from "./rpc-errors.ts";

/** The most that the events of one append may come to, in bytes: the server's default (`MaxAppendSize`). */
const MAXIMUM_APPEND_SIZE = 1024 * 1024;

/** An event in a request to append; both requests for it have their own class of just this form. */
interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

/** The events of one append, as they come in. */
export class ProposedEvents {
  readonly events: ProposedEvent[] = [];
  #size = 0;

  /** as the server counts it, in bytes */
  get size(): number {
    return this.#size;
  }

  /**
   * @throws {MaximumAppendSizeExceeded} when it gets too much: data, metadata, and two bytes for each character of a
   * type, all events together (`Event.SizeOnDisk`)
   * @throws {StatusError} for an event without id, type or content type
   */
  add(message: ProposedMessage): void {
    const event = decode(message);
    this.#size += event.data.length + event.metadata.length + 2 * event.type.length;
    if (this.#size > MAXIMUM_APPEND_SIZE) throw new MaximumAppendSizeExceeded(MAXIMUM_APPEND_SIZE);
    this.events.push(event);
  }
}

function decode(message: ProposedMessage): ProposedEvent {
  const properties = message.getMetadataMap();
  const type = properties.get("type");
  const contentType = properties.get("content-type");
  if (type === undefined) throw missingEventProperty("type");
  if (contentType === undefined) throw missingEventProperty("content-type");
  if (type === "") throw invalidArgument("An event's type cannot be empty.");
  return {
    id: decodeEventId(message.getId()),
    type: withoutNul(type, "An event's type"),
    isJson: contentType === "application/json",
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
