import { LENGTH_DELIMITED, MORE_FOLLOWS, VARINT } from "./wire.ts";

/** Writes the fields of a message. */
export type WriteFields = (message: MessageWriter) => void;

/** The bytes that a writer begins with, and the most that it keeps for the next message. */
const FIRST_BYTES = 4 * 1024;
const KEPT_BYTES = 64 * 1024;

/** The most characters that are copied one by one: for so few, calling Node's native code would be slower. */
const SHORT_TEXT = 64;

/** An integer takes one byte for every 7 bits, the last of which is less than {@link MORE_FOLLOWS}. */
const BITS_OF_A_BYTE = 7;
const LARGEST_UINT32 = 2 ** 32 - 1;

/**
 * Writes the fields of a message, each under its number, in the protocol buffers' encoding
 * (https://protobuf.dev/programming-guides/encoding).
 *
 * It is written by hand for speed, because every event that is read passes through it. All messages use the same bytes, one
 * after another. An inner message is written before its length is known, and moved if its length needs more than one byte.
 */
export class MessageWriter {
  static #spare: MessageWriter | undefined;
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #end = 0;

  private constructor() {}

  /** Returns the bytes of a whole message. */
  static write(fields: WriteFields): Uint8Array {
    const writer = MessageWriter.#spare ?? new MessageWriter();
    MessageWriter.#spare = undefined; // it is in use if `fields` writes another whole message
    writer.#end = 0;
    fields(writer);
    const message = Buffer.from(writer.#bytes.subarray(0, writer.#end));
    if (writer.#bytes.length <= KEPT_BYTES) MessageWriter.#spare = writer;
    return message;
  }

  text(field: number, value: string): this {
    this.#tag(field, LENGTH_DELIMITED);
    if (value.length > SHORT_TEXT || !this.#shortAscii(value)) {
      const length = Buffer.byteLength(value);
      this.#varint(length);
      this.#makeRoom(length);
      this.#end += this.#bytes.write(value, this.#end);
    }
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#tag(field, LENGTH_DELIMITED);
    this.#varint(value.length);
    this.#makeRoom(value.length);
    this.#bytes.set(value, this.#end);
    this.#end += value.length;
    return this;
  }

  /** @param value an integer of up to 64 bits; as text if a number cannot hold it exactly */
  integer(field: number, value: number | string): this {
    this.#tag(field, VARINT);
    if (typeof value === "number") this.#varint(value);
    else this.#largeVarint(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  /** @param fields those of the inner message; none by default, for a message whose presence is its meaning */
  message(field: number, fields: WriteFields = () => {}): this {
    this.#tag(field, LENGTH_DELIMITED);
    this.#makeRoom(1);
    const begin = this.#end + 1;
    this.#end = begin;
    fields(this);
    const end = this.#end;
    const length = end - begin;
    const further = bytesOfVarint(length) - 1;
    if (further > 0) {
      this.#makeRoom(further);
      this.#bytes.copyWithin(begin + further, begin, end);
    }
    this.#end = begin - 1;
    this.#varint(length);
    this.#end = end + further;
    return this;
  }

  #tag(field: number, kind: number): void {
    this.#varint(field * 8 + kind);
  }

  /** Writes a text of ASCII after its length. @returns false, and writes nothing, if the text has other characters */
  #shortAscii(value: string): boolean {
    this.#makeRoom(1 + value.length);
    const bytes = this.#bytes;
    let end = this.#end;
    bytes[end++] = value.length;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code >= 0x80) return false;
      bytes[end++] = code;
    }
    this.#end = end;
    return true;
  }

  /** @param value an integer from 0 on */
  #varint(value: number): void {
    this.#makeRoom(10);
    const bytes = this.#bytes;
    let rest = value;
    for (; rest > LARGEST_UINT32; rest = Math.floor(rest / MORE_FOLLOWS)) {
      bytes[this.#end++] = (rest % MORE_FOLLOWS) | MORE_FOLLOWS;
    }
    for (; rest >= MORE_FOLLOWS; rest >>>= BITS_OF_A_BYTE) {
      bytes[this.#end++] = (rest & (MORE_FOLLOWS - 1)) | MORE_FOLLOWS;
    }
    bytes[this.#end++] = rest;
  }

  #largeVarint(value: bigint): void {
    this.#makeRoom(10);
    let rest = value;
    for (; rest >= MORE_FOLLOWS; rest >>= BigInt(BITS_OF_A_BYTE)) {
      this.#bytes[this.#end++] = Number(rest & BigInt(MORE_FOLLOWS - 1)) | MORE_FOLLOWS;
    }
    this.#bytes[this.#end++] = Number(rest);
  }

  #makeRoom(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

/** @param value an integer from 0 to 2 ** 32 - 1 */
function bytesOfVarint(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= MORE_FOLLOWS; rest >>>= BITS_OF_A_BYTE) bytes += 1;
  return bytes;
}
