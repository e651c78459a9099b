import { v4 as uuid } from "uuid";
import { BOOKING_STREAMS } from "../contract/booking-messages.ts";
import { type Message, UnreadableMessageError } from "../contract/message.ts";
import { type ParkingMessage, readParkingMessage } from "../contract/parking-messages.ts";
import { checkpointIn, moveCheckpoint } from "../database/checkpoints.ts";
import type { Database } from "../database/database.ts";
import type { EventStore } from "../event-store/connect.ts";
import { eventsAfter } from "../event-store/events-after.ts";
import type { Publisher, Subscriber } from "../messaging/channel.ts";
import { keepRunning, unlessDown } from "../messaging/keep-running.ts";
import { toMessage } from "../messaging/stored-messages.ts";
import { ContradictoryAnswerError, decide } from "./booking.ts";
import { BookingNotFoundError, BookingRepository, MalformedEventError } from "./booking-repository.ts";
import { BookingReadModel } from "./read-model.ts";

/** What the service works with. */
interface Surroundings {
  /** Where the bookings are. */
  readonly store: EventStore;
  /** Where the read model is. */
  readonly readStore: Database;
  /** Brings what parking says. */
  readonly parking: Subscriber;
  /** Takes what booking says; undefined if parking reads the store itself. */
  readonly publisher: Publisher | undefined;
  /** How long a request waits to be reserved, in milliseconds. */
  readonly expireAfter: number;
  /** Where all this is: lines to print. */
  readonly places: readonly string[];
  /** Is called with a sentence about what does not work. */
  readonly report: (sentence: string) => void;
}

/** Milliseconds between two searches for requests that have waited too long. */
const EXPIRY_INTERVAL = 500;

/** @returns whether the error is about one booking or message, for which the others do not wait. */
function isOfNoUse(error: unknown): error is Error {
  return [UnreadableMessageError, BookingNotFoundError, MalformedEventError, ContradictoryAnswerError].some(
    (kind) => error instanceof kind,
  );
}

/** The name of the checkpoint of what has been published. */
const TOLD = "told";

/** The bookings, and what happens to them without a user. */
export class BookingService {
  readonly bookings: BookingRepository;
  readonly readModel: BookingReadModel;
  readonly places: readonly string[];
  readonly #around: Surroundings;

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
    this.places = surroundings.places;
    this.bookings = new BookingRepository(surroundings.store);
    this.readModel = new BookingReadModel(surroundings.readStore);
  }

  /**
   * Does all that is due, and returns.
   *
   * @throws EventStoreUnavailableError, DatabaseUnavailableError. If only what lies between the services is down, it reports.
   */
  async catchUp(): Promise<void> {
    const { store, report } = this.#around;
    await unlessDown(() => this.#hear(), report);
    await this.readModel.follow(store);
    await this.#expire();
    await this.readModel.follow(store);
    await unlessDown(() => this.#tell(), report);
  }

  /** Does at once all that becomes due, until the signal aborts. */
  async serve(signal: AbortSignal): Promise<void> {
    const { store, report } = this.#around;
    await Promise.all([
      keepRunning(() => this.#hear(signal), { signal, report }),
      keepRunning(() => this.readModel.follow(store, signal), { signal, report }),
      keepRunning(() => this.#expire(), { signal, report, interval: EXPIRY_INTERVAL }),
      keepRunning(() => this.#tell(signal), { signal, report, interval: EXPIRY_INTERVAL }),
    ]);
  }

  /** Accepts or rejects bookings as parking answers. */
  #hear(signal?: AbortSignal): Promise<void> {
    return this.#around.parking.follow((message) => this.#decideOn(message), signal);
  }

  async #decideOn(message: Message): Promise<void> {
    const { id: causationId, bookingId, correlationId, type } = message;
    try {
      const command = toCommand(readParkingMessage(message));
      const cause = { causationId, correlationId };
      await this.bookings.change(bookingId, (booking) => decide(command, booking), cause);
    } catch (error) {
      if (!isOfNoUse(error)) throw error;
      const reason = error.message.replace(/\.$/, "");
      this.#around.report(
        `Message ${causationId}, ${type}, about booking ${bookingId} is of no use: ${reason}.`,
      );
      throw new UnreadableMessageError(reason);
    }
  }

  /** Ends the requests that were not reserved in time. */
  async #expire(): Promise<void> {
    const before = new Date(Date.now() - this.#around.expireAfter);
    for (const id of await this.readModel.unreserved(before)) {
      const cause = { causationId: uuid() };
      await this.bookings
        .change(id, (booking) => decide({ type: "expire" }, booking), cause)
        .catch((error) => {
          if (!isOfNoUse(error)) throw error; // otherwise the history of this booking says what is wrong
        });
    }
  }

  /** Publishes what has happened since it last did: the log is the outbox. A crash in between publishes an event again. */
  async #tell(signal?: AbortSignal): Promise<void> {
    const { store, readStore, publisher } = this.#around;
    if (!publisher) return;
    const after = await readStore.transaction((query) => checkpointIn(query, TOLD));
    for await (const event of eventsAfter(store, BOOKING_STREAMS, after, signal)) {
      await publisher.publish(toMessage(event, BOOKING_STREAMS));
      await readStore.transaction((query) => moveCheckpoint(query, TOLD, event.position));
    }
  }
}

/** @returns what an answer of parking means to the booking. */
function toCommand(answer: ParkingMessage) {
  return answer.type === "SlotBlocked"
    ? ({ type: "accept" } as const)
    : ({ type: "reject", reason: answer.reason } as const);
}
