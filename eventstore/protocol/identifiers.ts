import type { StreamIdentifier, UUID } from "@eventstore/db-client/generated/shared_pb.js";
import { shared } from "./generated.ts";
import { invalidArgument } from "./rpc-errors.ts";

const NUL = "\0";
const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EMPTY_UUID = Buffer.alloc(16);

/**
 * The name of the stream that a request is about.
 *
 * @throws {StatusError} for a name that is missing, empty or "$$" (`SystemStreams.IsInvalidStream`), or holds a NUL
 * character, which SQLite's text cannot
 */
export function decodeStreamName(identifier: StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString("utf8");
  if (name === "" || name === "$$") throw invalidArgument(`'${name}' is not a valid stream name.`);
  return withoutNul(name, "A stream name");
}

export function encodeStreamName(name: string): StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(name, "utf8"));
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
 * The 16 bytes of an event's id, which a client sends as text or as two halves.
 *
 * @throws {StatusError} where it is no UUID, or the one that is all zeros (`Event.cs`)
 */
export function decodeEventId(id: UUID | undefined): Uint8Array {
  const bytes = id && (id.hasStructured() ? bytesOfHalves(id) : bytesOfText(id.getString()));
  if (bytes === undefined || bytes.equals(EMPTY_UUID)) throw invalidArgument("An event's id must be a UUID.");
  return bytes;
}

function bytesOfText(text: string): Buffer | undefined {
  return UUID_PATTERN.test(text) ? Buffer.from(text.replaceAll("-", ""), "hex") : undefined;
}

function bytesOfHalves(id: UUID): Buffer {
  const halves = id.getStructured();
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt(halves?.getMostSignificantBits() ?? 0), 0);
  bytes.writeBigInt64BE(BigInt(halves?.getLeastSignificantBits() ?? 0), 8);
  return bytes;
}

/** @param structured as two halves, as some clients want it, instead of text */
export function encodeEventId(id: Uint8Array, structured: boolean): UUID {
  const bytes = Buffer.from(id.buffer, id.byteOffset, id.byteLength);
  if (structured) {
    const halves = new shared.UUID.Structured()
      .setMostSignificantBits(String(bytes.readBigInt64BE(0)))
      .setLeastSignificantBits(String(bytes.readBigInt64BE(8)));
    return new shared.UUID().setStructured(halves);
  }
  const hex = bytes.toString("hex");
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return new shared.UUID().setString(groups.join("-"));
}
