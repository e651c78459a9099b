import {
  NO_STREAM,
  type RecordedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { v4 as uuid } from "uuid";
import { BOOKING_STREAMS, readBookingMessage } from "../contract/booking-messages.ts";
import { UnreadableMessageError } from "../contract/message.ts";
import type { EventStore } from "../event-store/connect.ts";
import { isAnswer } from "../event-store/errors.ts";
import { withRetry } from "../event-store/with-retry.ts";
import { toMessage, toStoredEvent } from "../messaging/stored-messages.ts";
import { type Booking, type BookingEvent, evolve, NO_BOOKING } from "./booking.ts";

/** Why events are stored. */
interface Cause {
  /** The id of the command or the message. */
  readonly causationId: string;
  /** If it is missing, it is that of the booking's first event, or for a new booking the causation id. */
  readonly correlationId?: string;
}

/** There is no booking with this id. */
export class BookingNotFoundError extends Error {
  override readonly name = "BookingNotFoundError";

  constructor(id: string) {
    super(`There is no booking ${id}.`);
  }
}

/** Others change the booking all the time. */
class BookingBusyError extends Error {
  override readonly name = "BookingBusyError";

  constructor(id: string) {
    super(`Booking ${id} changes too often at the moment: try again.`);
  }
}

/** A stored event is not in the shape that this version of the program writes. */
export class MalformedEventError extends Error {
  override readonly name = "MalformedEventError";

  constructor({ streamId, revision, type }: RecordedEvent, { message }: Error) {
    super(`Event ${type} at revision ${revision} of stream ${streamId} cannot be read: ${message}.`);
  }
}

/** How often a change is decided again because another one was faster. */
const MOST_DECISIONS = 20;

/** Keeps each booking as a stream of its events. */
export class BookingRepository {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /**
   * Stores the first events of a booking.
   *
   * @param act decides what happens to the booking, which is not there yet.
   * @throws WrongExpectedVersionError if there is a booking with this id; EventStoreUnavailableError; the error of `act`.
   */
  async create(id: string, act: (booking: Booking) => readonly BookingEvent[], cause: Cause): Promise<void> {
    const correlationId = cause.correlationId ?? cause.causationId;
    await this.#append(id, act(NO_BOOKING), { ...cause, correlationId }, undefined);
  }

  /**
   * Loads a booking, lets it act, and stores what happens, if no other change has come in between: then all begins again.
   *
   * @param act decides what happens; nothing is stored if nothing does. It may be called several times.
   * @throws BookingNotFoundError, MalformedEventError, BookingBusyError, EventStoreUnavailableError; the error of `act`.
   */
  async change(id: string, act: (booking: Booking) => readonly BookingEvent[], cause: Cause): Promise<void> {
    for (let decisions = 1; ; decisions += 1) {
      const history = await this.history(id);
      const booking = history.map(toBookingEvent).reduce(evolve, NO_BOOKING);
      const [first] = history.map((event) => toMessage(event, BOOKING_STREAMS));
      const correlationId = cause.correlationId ?? first?.correlationId ?? cause.causationId;
      try {
        return await this.#append(id, act(booking), { ...cause, correlationId }, history.at(-1)?.revision);
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        if (decisions === MOST_DECISIONS) throw new BookingBusyError(id);
      }
    }
  }

  /**
   * Reads the stored events of a booking, in order.
   *
   * @throws BookingNotFoundError, EventStoreUnavailableError
   */
  async history(id: string): Promise<RecordedEvent[]> {
    try {
      return await withRetry(this.#store.address, async () => {
        const history: RecordedEvent[] = [];
        for await (const { event } of this.#store.client.readStream(BOOKING_STREAMS + id))
          if (event) history.push(event);
        return history;
      });
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError)
        throw new BookingNotFoundError(id);
      throw error;
    }
  }

  async #append(
    id: string,
    events: readonly BookingEvent[],
    cause: Required<Cause>,
    revision: bigint | undefined,
  ): Promise<void> {
    if (events.length === 0) return;
    // The ids are made once, before the first attempt: by them the store recognises events that are sent again.
    const stored = events.map(({ type, ...data }) => toStoredEvent({ id: uuid(), type, data, ...cause }));
    const expectedRevision = revision ?? NO_STREAM;
    try {
      await withRetry(this.#store.address, () =>
        this.#store.client.appendToStream(BOOKING_STREAMS + id, stored, { expectedRevision }),
      );
    } catch (error) {
      // The answer to the first attempt may have been lost, and other events have come since.
      const isThere =
        isAnswer(error) && (await this.history(id)).some((event) => event.id === stored.at(-1)?.id);
      if (!isThere) throw error;
    }
  }
}

/** @throws MalformedEventError if the type is unknown, or the data does not fit the type. */
export function toBookingEvent(stored: RecordedEvent): BookingEvent {
  try {
    return readBookingMessage(toMessage(stored, BOOKING_STREAMS));
  } catch (error) {
    throw error instanceof UnreadableMessageError ? new MalformedEventError(stored, error) : error;
  }
}
