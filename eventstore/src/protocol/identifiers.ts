import type { WriteFields } from "./message-writer.ts";
import { bigintOf } from "./numbers.ts";
import { invalidArgument, unforeseen } from "./rpc-errors.ts";
import type { MessageReader } from "./wire.ts";

const NUL = "\0";

/** Matches what .NET's `Guid.Parse` accepts: 32 digits, or with hyphens, also in braces or parentheses; spaces around it. */
const UUID_PATTERN = forms("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[0-9a-f]{32}");
/** Matches the characters of a UUID that are neither digits nor hyphens. */
const OTHERS = /[\s{}()]+/g;
const EMPTY_UUID = Buffer.alloc(16);

/** The bytes in which the text of a UUID is made. */
const UUID_TEXT = Buffer.from("01234567-89ab-cdef-0123-456789abcdef");
/** The places of its hyphens, and those of the first digit of each byte. */
const HYPHENS = [8, 13, 18, 23];
const DIGITS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/**
 * Reads the name of the stream that a request is about (StreamIdentifier in shared.proto).
 *
 * @throws {StatusError} for a name that is missing, empty or "$$" (`SystemStreams.IsInvalidStream`), or holds a NUL
 * character, which SQLite's text cannot
 */
export function decodeStreamName(identifier: MessageReader): string {
  let name = "";
  while (identifier.next()) if (identifier.field === 3) name = identifier.text();
  if (name === "" || name === "$$") throw unforeseen(`'${name}' is not a valid stream name.`);
  return withoutNul(name, "A stream name");
}

export function encodeStreamName(name: string): WriteFields {
  return (identifier) => identifier.text(3, name);
}

/**
 * @param what names the text in the error, such as "An event type"
 * @throws {StatusError} for a text that holds a NUL character
 */
export function withoutNul(text: string, what: string): string {
  if (text.includes(NUL)) throw invalidArgument(`${what} cannot contain the NUL character.`);
  return text;
}

/**
 * Reads the 16 bytes of an event's id, which a client sends as text or as two halves (UUID in shared.proto).
 *
 * @throws {StatusError} if it is not a UUID, or is all zeros (`Event.cs`)
 */
export function decodeEventId(uuid: MessageReader): Uint8Array {
  let id: Buffer | undefined;
  while (uuid.next()) {
    if (uuid.field === 1) id = bytesOfHalves(uuid.message());
    else if (uuid.field === 2) id = bytesOfText(uuid.text());
  }
  if (id === undefined || id.equals(EMPTY_UUID)) throw unforeseen("An event's id must be a UUID.");
  return id;
}

function forms(hyphenated: string, bare: string): RegExp {
  return new RegExp(`^\\s*(?:${hyphenated}|${bare}|\\{${hyphenated}\\}|\\(${hyphenated}\\))\\s*$`, "i");
}

function bytesOfText(text: string): Buffer | undefined {
  const usual = bytesOfHyphenated(text);
  if (usual) return usual;
  return UUID_PATTERN.test(text)
    ? Buffer.from(text.replaceAll("-", "").replace(OTHERS, ""), "hex")
    : undefined;
}

/** Reads the form that almost all clients send, faster than a pattern could; undefined for any other text. */
function bytesOfHyphenated(text: string): Buffer | undefined {
  if (text.length !== UUID_TEXT.length) return undefined;
  if (HYPHENS.some((place) => text[place] !== "-")) return undefined;
  const bytes = Buffer.allocUnsafe(DIGITS.length);
  for (let index = 0; index < DIGITS.length; index++) {
    const place = DIGITS[index] ?? 0;
    const high = VALUES_OF_DIGITS[text.charCodeAt(place)] ?? NO_DIGIT;
    const low = VALUES_OF_DIGITS[text.charCodeAt(place + 1)] ?? NO_DIGIT;
    if (high === NO_DIGIT || low === NO_DIGIT) return undefined;
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

function bytesOfHalves(halves: MessageReader): Buffer {
  const bytes = Buffer.alloc(16);
  while (halves.next()) {
    if (halves.field === 1) bytes.writeBigInt64BE(bigintOf(halves.signedInteger()), 0);
    else if (halves.field === 2) bytes.writeBigInt64BE(bigintOf(halves.signedInteger()), 8);
  }
  return bytes;
}

/** Writes the id of an event. @param asHalves as two integers, which some clients want, instead of text */
export function encodeEventId(id: Uint8Array, asHalves: boolean): WriteFields {
  if (asHalves) {
    const bytes = Buffer.from(id.buffer, id.byteOffset, id.byteLength);
    return (uuid) =>
      uuid.message(1, (halves) =>
        halves.integer(1, String(bytes.readBigInt64BE(0))).integer(2, String(bytes.readBigInt64BE(8))),
      );
  }
  return (uuid) => uuid.bytes(2, hyphenated(id));
}

const HEX_DIGITS = Buffer.from("0123456789abcdef");
const NO_DIGIT = 0xff;
const VALUES_OF_DIGITS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? NO_DIGIT : value;
});

/** Returns the text of a UUID as bytes, valid until the next call. Strings would be slower, and every event has a UUID. */
function hyphenated(id: Uint8Array): Uint8Array {
  for (let index = 0; index < DIGITS.length; index++) {
    const byte = id[index] ?? 0;
    const place = DIGITS[index] ?? 0;
    UUID_TEXT[place] = HEX_DIGITS[byte >> 4] ?? 0;
    UUID_TEXT[place + 1] = HEX_DIGITS[byte & 0xf] ?? 0;
  }
  return UUID_TEXT;
}
