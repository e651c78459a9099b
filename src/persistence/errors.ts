/** The event store did not answer, or refused to; nothing is known to be lost. The message says what to do. */
export class EventStoreUnavailableError extends Error {
  override readonly name = "EventStoreUnavailableError";
  /** What was tried, such as "esdb://localhost:2113". */
  readonly address: string;

  constructor(address: string, advice: string, options?: ErrorOptions) {
    super(`The event store at ${address} ${advice}.`, options);
    this.address = address;
  }
}

/** A stream that is not a whole game: events are missing at its beginning or in the middle, or all of them. */
export class IncompleteStreamError extends Error {
  override readonly name = "IncompleteStreamError";
  readonly stream: string;
  /** The 0-based place of the first event that is missing. */
  readonly revision: bigint;

  constructor(stream: string, revision: bigint) {
    super(`Stream ${stream} lacks the event at revision ${revision}: events have been cut off.`);
    this.stream = stream;
    this.revision = revision;
  }
}
