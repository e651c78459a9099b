import type { Shape } from "./message-shapes.ts";

/** The kinds of fields there are in a message (https://protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH_DELIMITED = 2;
const FOUR_BYTES = 5;

const LONGEST_VARINT_BYTES = 10;

/**
 * Makes sure that no field of a message claims to be longer than the message. google-protobuf does not: it reads on
 * past the end, for seconds if the length says so, while the event loop stands still.
 *
 * @throws {RangeError} for a message that breaks off or is none
 */
export function checkSound(message: Uint8Array, shape: Shape): void {
  checkFields(message, 0, message.length, shape);
}

function checkFields(bytes: Uint8Array, start: number, end: number, shape: Shape): void {
  let at = start;
  while (at < end) {
    const tag = readVarint(bytes, at, end);
    at = tag.next;
    const kind = tag.value % 8;
    if (kind === VARINT) at = readVarint(bytes, at, end).next;
    else if (kind === EIGHT_BYTES) at += 8;
    else if (kind === FOUR_BYTES) at += 4;
    else if (kind === LENGTH_DELIMITED) {
      const length = readVarint(bytes, at, end);
      at = length.next + length.value;
      const nested = shape[Math.floor(tag.value / 8)];
      if (at <= end && nested) checkFields(bytes, length.next, at, nested);
    } else throw new RangeError("The message has a field of an unknown kind.");
    if (at > end) throw new RangeError("The message has a field that is longer than the message.");
  }
}

function readVarint(bytes: Uint8Array, start: number, end: number): { value: number; next: number } {
  let value = 0;
  for (let index = 0; index < LONGEST_VARINT_BYTES; index += 1) {
    const byte = start + index < end ? bytes[start + index] : undefined;
    if (byte === undefined) break;
    value += (byte % 128) * 2 ** (7 * index);
    if (byte < 128) return { value, next: start + index + 1 };
  }
  throw new RangeError("The message has a number that does not end.");
}
