/** The event store does not answer, or refuses to. The message says what to do. */
export class EventStoreUnavailableError extends Error {
  override readonly name = "EventStoreUnavailableError";
  /** The address of the store, such as "esdb://localhost:2113". */
  readonly address: string;
  /** What is wrong and what to do: completes a sentence that begins with "The event store at …". */
  readonly advice: string;

  constructor(address: string, advice: string, options?: ErrorOptions) {
    super(sentenceOn(address, advice), options);
    this.address = address;
    this.advice = advice;
  }
}

/** @returns a sentence that says what is wrong with a store. */
export function sentenceOn(address: string, advice: string): string {
  return `The event store at ${address} ${advice}.`;
}

/** A stream lacks some of its events, at the beginning or in the middle, or all of them. */
export class IncompleteStreamError extends Error {
  override readonly name = "IncompleteStreamError";
  readonly stream: string;
  /** The 0-based place of the first missing event. */
  readonly revision: bigint;

  constructor(stream: string, revision: bigint) {
    super(`Stream ${stream} lacks the event at revision ${revision}: events have been cut off.`);
    this.stream = stream;
    this.revision = revision;
  }
}

/** The chosen store is not a file, not "memory" and not a connection string that can be used. */
export class InvalidStoreError extends Error {
  override readonly name = "InvalidStoreError";

  static becauseOfItsFiles(): InvalidStoreError {
    return new InvalidStoreError(
      "A certificate or key file that the connection string names is missing or of no use: check tlsCAFile, userCertFile and userKeyFile.",
    );
  }

  /** The message shows no part of the connection string, since any part may be the password. */
  static becauseItCannotBeUnderstood(): InvalidStoreError {
    return new InvalidStoreError(
      "The connection string cannot be understood: it should look like esdb://user:password@host:2113?tls=false, " +
        "with %25, %3A and %40 for a %, : or @ in the password.",
    );
  }
}

/** EVENTSTOREDB_ROOT_CERTIFICATES is neither PEM text nor the path of a PEM file. */
export class InvalidRootCertificatesError extends Error {
  override readonly name = "InvalidRootCertificatesError";
}
