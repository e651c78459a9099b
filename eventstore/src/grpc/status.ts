/** The status codes that are used here (https://github.com/grpc/grpc/blob/master/doc/statuscodes.md). */
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

/** The status with which a call ends. */
export interface Status {
  readonly code: StatusCode;
  /** a sentence for people; empty for success */
  readonly details: string;
  /** further headers for programs: names in lower case, values in printable ASCII */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The most characters of a value that are sent: clients refuse headers of more than 64 KiB, and the status with them. */
const MOST_CHARACTERS = 30_000;

/** An error that has the status with which the call ends. */
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

/** Escapes spaces at both ends: a client discards a header whose value begins or ends with one. */
function printable(text: string): string {
  return text.replace(/[^ -~]+|^ +| +$/g, (part) => encodeURIComponent(part)).slice(0, MOST_CHARACTERS);
}
