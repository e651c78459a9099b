import { MessageWriter } from "../../src/protocol/message-writer.ts";

type Value = number | bigint | string | Uint8Array | Fields;

/** Fields by number, with their values: integers, text, bytes, or inner messages. */
export type Fields = readonly (readonly [field: number, value: Value])[];

/** Encodes a message of these fields. It and its inner messages get two more, as a later version of the protocol may have. */
export function message(...fields: Fields): Uint8Array {
  return MessageWriter.write((writer) => writeFields(writer, fields));
}

function writeFields(writer: MessageWriter, fields: Fields): void {
  for (const [field, value] of fields) {
    if (typeof value === "number") writer.integer(field, value);
    else if (typeof value === "bigint") writer.integer(field, String(BigInt.asUintN(64, value)));
    else if (typeof value === "string") writer.text(field, value);
    else if (value instanceof Uint8Array) writer.bytes(field, value);
    else writer.message(field, (inner) => writeFields(inner, value));
  }
  writer.text(15, "from the future").integer(14, 7);
}

/** An id as text, as bytes, and as the two integers that some clients send. */
export const UUID = "00010203-0405-8607-8809-0a0b0c0d0e0f";
export const UUID_BYTES = Buffer.from(UUID.replaceAll("-", ""), "hex");
export const HALVES: Fields = [
  [1, UUID_BYTES.readBigInt64BE(0)],
  [2, UUID_BYTES.readBigInt64BE(8)],
];

/** The name of a stream (StreamIdentifier in shared.proto). */
export const nameOf = (stream: string): Fields => [[3, Buffer.from(stream)]];

/** One of the properties of an event. */
export const property = (key: string, value: string): [2, Fields] => [
  2,
  [
    [1, key],
    [2, value],
  ],
];
