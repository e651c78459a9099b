/** How a call can end (https://github.com/grpc/grpc/blob/master/doc/statuscodes.md); those that are used here. */
export const StatusCode = {
  OK: 0,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
} as const;

export type StatusCode = (typeof StatusCode)[keyof typeof StatusCode];

/** What a client is told when its call ends. */
export interface Status {
  readonly code: StatusCode;
  /** a sentence for people; empty where all is well */
  readonly details: string;
  /** what programs are told besides: names in lower case, values in printable ASCII */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The most of a value that is sent: clients refuse headers of more than 64 KiB, and with them goes the status. */
const MOST_CHARACTERS = 30_000;

/** A failure that says for itself how the call is to end. */
export class StatusError extends Error implements Status {
  override readonly name = "StatusError";
  readonly code: StatusCode;
  readonly details: string;
  readonly metadata: Readonly<Record<string, string>>;

  /**
   * @param metadata names in lower case; in the values, what is not printable ASCII, and spaces at the beginning and the
   * end, are escaped as in a URL
   */
  constructor(code: StatusCode, details: string, metadata: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.details = details;
    const entries = Object.entries(metadata).map(([name, value]) => [name, printable(value)]);
    this.metadata = Object.fromEntries(entries);
  }
}

/** A client throws away a header whose value begins or ends with a space. */
function printable(text: string): string {
  return text.replace(/[^ -~]+|^ +| +$/g, (part) => encodeURIComponent(part)).slice(0, MOST_CHARACTERS);
}
