import { bigintOf } from "./numbers.ts";
import { invalidArgument, unforeseen } from "./rpc-errors.ts";
import type { MessageReader, WriteFields } from "./wire.ts";

const NUL = "\0";

/** What .NET's `Guid.Parse` takes for one: with hyphens, in braces or parentheses too, or without, blanks around it. */
const UUID_PATTERN = forms("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[0-9a-f]{32}");
const EMPTY_UUID = Buffer.alloc(16);

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
 * @throws {StatusError} where it is no UUID, or the one that is all zeros (`Event.cs`)
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
  return UUID_PATTERN.test(text) ? Buffer.from(text.replace(/[^0-9a-f]/gi, ""), "hex") : undefined;
}

function bytesOfHalves(halves: MessageReader): Buffer {
  const bytes = Buffer.alloc(16);
  while (halves.next()) {
    if (halves.field === 1) bytes.writeBigInt64BE(bigintOf(halves.signedInteger()), 0);
    else if (halves.field === 2) bytes.writeBigInt64BE(bigintOf(halves.signedInteger()), 8);
  }
  return bytes;
}

/** @param asHalves as two halves, as some clients want it, instead of text */
export function encodeEventId(id: Uint8Array, asHalves: boolean): WriteFields {
  const bytes = Buffer.from(id.buffer, id.byteOffset, id.byteLength);
  if (asHalves) {
    return (uuid) =>
      uuid.message(1, (halves) =>
        halves.integer(1, String(bytes.readBigInt64BE(0))).integer(2, String(bytes.readBigInt64BE(8))),
      );
  }
  const hex = bytes.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return (uuid) => uuid.text(2, groups.join("-"));
}
