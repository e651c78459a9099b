/** What one service tells the other: an event that has happened, and where it belongs. */
export interface Message {
  /** A UUID, the same however often the message is sent. */
  readonly id: string;
  readonly type: string;
  /** The booking that it is about. Messages about one booking have an order. */
  readonly bookingId: string;
  /** Its 0-based place among the messages of its sender about this booking. */
  readonly sequence: number;
  /** When it happened: ISO 8601, in UTC. */
  readonly time: string;
  /** The same for all that follows from one request. */
  readonly correlationId: string;
  /** The id of the command or message that led to it. */
  readonly causationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A message is not in the shape that the contract says. */
export class UnreadableMessageError extends Error {
  override readonly name = "UnreadableMessageError";
}

/** In characters. PostgreSQL takes no long texts in an index. */
const LONGEST_FIELD = 200;
/** The largest INTEGER of PostgreSQL. */
const LAST_SEQUENCE = 2 ** 31 - 1;

const TEXTS = ["id", "type", "bookingId", "time", "correlationId", "causationId"] as const;

/**
 * Checks that a value has the fields of a message, each in its limits. It says nothing about `data`, which depends on the type.
 *
 * @param value what was received, such as parsed JSON.
 * @throws UnreadableMessageError
 */
export function toMessage(value: unknown): Message {
  if (!isMessage(value)) throw new UnreadableMessageError("it is not a message with all of its fields");
  return value;
}

function isMessage(value: unknown): value is Message {
  if (!isObject(value) || !isObject(value.data)) return false;
  const { sequence } = value;
  return (
    TEXTS.every((field) => isField(value[field])) &&
    typeof sequence === "number" &&
    Number.isInteger(sequence) &&
    sequence >= 0 &&
    sequence <= LAST_SEQUENCE
  );
}

/** PostgreSQL takes no U+0000. */
function isText(value: unknown): value is string {
  return typeof value === "string" && !value.includes("\0");
}

function isField(value: unknown): boolean {
  return isText(value) && value !== "" && value.length <= LONGEST_FIELD;
}

/** @returns whether the value is an object with named fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Takes a text out of the data of a message.
 *
 * @throws UnreadableMessageError if it is not there, or has a U+0000.
 */
export function textIn({ type, data }: Pick<Message, "type" | "data">, field: string): string {
  const value = data[field];
  if (!isText(value)) throw new UnreadableMessageError(`${type} has no text "${field}"`);
  return value;
}
