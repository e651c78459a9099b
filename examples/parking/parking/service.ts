import type { Message } from "../contract/message.ts";
import { CHECKPOINTS_TABLE } from "../database/checkpoints.ts";
import type { Database, Query } from "../database/database.ts";
import type { Publisher, Subscriber } from "../messaging/channel.ts";
import { keepRunning, unlessDown } from "../messaging/keep-running.ts";
import { INBOX_TABLES, Inbox } from "./inbox.ts";
import { addToOutbox, OUTBOX_TABLE, Outbox } from "./outbox.ts";
import { followBooking, SLOTS_TABLE } from "./slots.ts";

export const PARKING_TABLES = [CHECKPOINTS_TABLE, SLOTS_TABLE, ...INBOX_TABLES, OUTBOX_TABLE];

/** What the service works with. */
interface Surroundings {
  /** Where the slots are; it has the PARKING_TABLES. */
  readonly database: Database;
  /** Brings what booking says. */
  readonly booking: Subscriber;
  /** Takes what parking says. */
  readonly publisher: Publisher;
  /** Where all this is: lines to print. */
  readonly places: readonly string[];
  /** Is called with a sentence about what does not work. */
  readonly report: (sentence: string) => void;
}

/** Milliseconds between two looks into the outbox. */
const OUTBOX_INTERVAL = 100;

/** The slots, and what happens to them without a user. */
export class ParkingService {
  readonly database: Database;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly places: readonly string[];
  readonly #around: Surroundings;

  constructor(surroundings: Surroundings) {
    const { database, publisher, report } = surroundings;
    this.#around = surroundings;
    this.places = surroundings.places;
    this.database = database;
    this.inbox = new Inbox(database, answerBooking, report);
    this.outbox = new Outbox(database, publisher, report);
  }

  /**
   * Does all that is due, and returns.
   *
   * @throws DatabaseUnavailableError. If what lies between the services is down, it reports.
   */
  async catchUp(): Promise<void> {
    const { report } = this.#around;
    await this.inbox.retry();
    await unlessDown(() => this.#hear(), report);
    await unlessDown(() => this.#tell(), report);
  }

  /** Does at once all that becomes due, until the signal aborts. */
  async serve(signal: AbortSignal): Promise<void> {
    const { report } = this.#around;
    await this.inbox.retry();
    await Promise.all([
      keepRunning(() => this.#hear(signal), { signal, report }),
      keepRunning(() => this.#tell(), { signal, report, interval: OUTBOX_INTERVAL }),
    ]);
  }

  #hear(signal?: AbortSignal): Promise<void> {
    return this.#around.booking.follow((message) => this.inbox.receive(message), signal);
  }

  async #tell(): Promise<void> {
    await this.outbox.runOnce();
  }
}

/** Changes the slots as a message of booking says, and notes the answer in the same transaction. */
async function answerBooking(query: Query, message: Message): Promise<void> {
  const answer = await followBooking(query, message);
  if (answer) await addToOutbox(query, answer);
}
