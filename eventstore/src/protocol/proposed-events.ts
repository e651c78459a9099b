import type { ProposedEvent } from "../log/events.ts";
import { MaximumAppendSizeExceeded } from "./rpc-errors.ts";

/** The greatest size of all events of one append, in bytes: the server's default (`MaxAppendSize`). */
const MAXIMUM_APPEND_SIZE = 1024 * 1024;

/** Collects the events of one append as they arrive. */
export class ProposedEvents {
  readonly events: ProposedEvent[] = [];
  #size = 0;

  /** the size in bytes, as the server counts it */
  get size(): number {
    return this.#size;
  }

  /**
   * @throws {MaximumAppendSizeExceeded} if all events together are too large: data, metadata, and two bytes for each
   * character of a type (`Event.SizeOnDisk`)
   */
  add(event: ProposedEvent): void {
    this.#size += event.data.length + event.metadata.length + 2 * event.type.length;
    if (this.#size > MAXIMUM_APPEND_SIZE) throw new MaximumAppendSizeExceeded(MAXIMUM_APPEND_SIZE);
    this.events.push(withOwnMemory(event));
  }
}

/** Copies bytes out of a message: the message may be much larger than the event, and would stay in memory with it. */
function withOwnMemory({ id, type, isJson, data, metadata }: ProposedEvent): ProposedEvent {
  const own = Buffer.allocUnsafe(data.length + metadata.length);
  own.set(data);
  own.set(metadata, data.length);
  // Not `{ ...event, data, metadata }`: a spread at the beginning takes Node longer than everything else here.
  return { id, type, isJson, data: own.subarray(0, data.length), metadata: own.subarray(data.length) };
}
