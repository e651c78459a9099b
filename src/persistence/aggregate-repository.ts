import {
  type EventData,
  type EventStoreDBClient,
  NO_STREAM,
  type RecordedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { v4 as uuid } from "uuid";
import type { Cause, LogPosition } from "../application/game-repository.ts";
import { appendEvents } from "./append-events.ts";
import { correlationIdOf } from "./metadata.ts";
import { readWholeStream } from "./stream.ts";
import { RETRY_POLICY, type RetryPolicy, type Store, withRetry } from "./with-retry.ts";

/** An aggregate, as its repository needs it. */
interface Aggregate<Event> {
  readonly id: string;
  readonly revision: number | undefined;
  readonly uncommittedEvents: readonly Event[];
  markCommitted(events: readonly Event[]): void;
}

/** How one kind of aggregate is kept. */
export interface Keeping<Kept, Event> {
  /** The prefix of the name of its stream; its id follows. */
  readonly prefix: string;
  readonly load: (id: string, events: readonly Event[]) => Kept;
  readonly toStored: (event: Event, eventId: string, cause: Cause) => EventData;
  readonly fromStored: (stored: RecordedEvent) => Event;
  readonly notFound: (id: string) => Error;
  readonly conflict: (id: string, options: ErrorOptions) => Error;
}

/** The correlation id of the first event of each aggregate that was loaded or added: metadata is not the domain's business. */
const CORRELATION_IDS = new WeakMap<object, string>();

/** Keeps each aggregate of one kind as a stream of its events in EventStoreDB. */
export class AggregateRepository<Kept extends Aggregate<Event>, Event> {
  readonly #keeping: Keeping<Kept, Event>;
  readonly #client: EventStoreDBClient;
  readonly #store: Store | string;
  readonly #policy: RetryPolicy;

  /**
   * @param store the connection that the client belongs to, or its address for error messages, such as
   *   "esdb://localhost:2113".
   * @param policy how long to retry.
   */
  constructor(
    keeping: Keeping<Kept, Event>,
    client: EventStoreDBClient,
    store: Store | string = "the given address",
    policy = RETRY_POLICY,
  ) {
    this.#keeping = keeping;
    this.#client = client;
    this.#store = store;
    this.#policy = policy;
  }

  /**
   * Appends the uncommitted events in one request, with the aggregate's revision as the expected revision.
   *
   * @throws the `conflict` of its kind if the stream ends at another revision, `notFound` if it has been deleted.
   * @throws EventStoreUnavailableError
   */
  async add(aggregate: Kept, cause: Cause): Promise<LogPosition | undefined> {
    const { uncommittedEvents } = aggregate;
    if (uncommittedEvents.length === 0) return undefined;

    const correlationId = CORRELATION_IDS.get(aggregate) ?? cause.correlationId;
    // The ids are made once, before the first attempt: by them the store recognises events that are sent again.
    const events = uncommittedEvents.map((event, index) =>
      this.#keeping.toStored(event, cause.eventIds?.(index) ?? uuid(), { ...cause, correlationId }),
    );
    const position = await this.#append(aggregate, events);
    aggregate.markCommitted(uncommittedEvents);
    CORRELATION_IDS.set(aggregate, correlationId);
    return position;
  }

  /**
   * Reads the stream of the aggregate and rebuilds the aggregate from it.
   *
   * @throws the `notFound` of its kind, and the errors of its `load` and `fromStored`.
   * @throws IncompleteStreamError, EventStoreUnavailableError
   */
  async get(id: string): Promise<Kept> {
    const stored = await this.history(id);
    const aggregate = this.#keeping.load(id, stored.map(this.#keeping.fromStored));
    const correlationId = correlationIdOf(stored[0]);
    if (correlationId !== undefined) CORRELATION_IDS.set(aggregate, correlationId);
    return aggregate;
  }

  /**
   * Reads the stored events of an aggregate, in order, without mapping them to those of the domain.
   *
   * @throws the `notFound` of its kind.
   * @throws IncompleteStreamError, EventStoreUnavailableError
   */
  async history(id: string): Promise<RecordedEvent[]> {
    const read = () => readWholeStream(this.#client, this.#keeping.prefix + id);
    try {
      return await withRetry(this.#store, read, this.#policy);
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError)
        throw this.#keeping.notFound(id);
      throw error;
    }
  }

  async #append({ id, revision }: Kept, events: EventData[]): Promise<LogPosition | undefined> {
    const stream = this.#keeping.prefix + id;
    const expectedRevision = revision === undefined ? NO_STREAM : BigInt(revision);
    try {
      return await appendEvents(this.#client, this.#store, stream, events, expectedRevision, this.#policy);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw this.#keeping.conflict(id, { cause: error });
      if (error instanceof StreamDeletedError) throw this.#keeping.notFound(id);
      throw error;
    }
  }
}
