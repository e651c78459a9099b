/** The kinds of values that fields have (https://protobuf.dev/programming-guides/encoding). */
export const VARINT = 0;
const EIGHT_BYTES = 1;
export const LENGTH_DELIMITED = 2;
const GROUP = 3;
const END_OF_GROUP = 4;
const FOUR_BYTES = 5;

/** Set in all bytes of an integer but the last. */
export const MORE_FOLLOWS = 0x80;

/** The most bytes of a 64-bit integer, and the most of which a number holds the value exactly. */
const MOST_BYTES = 10;
const EXACT_BYTES = 7;

/** How deep groups may be nested; deeper ones could exhaust the stack. */
const DEEPEST_GROUP = 100;

/** An integer of up to 64 bits; a bigint if a number might not hold it exactly. */
export type Integer = number | bigint;

/**
 * Reads the fields of a message one after another, in the protocol buffers' encoding. All methods throw an Error for bytes
 * that are incomplete or not a message. Of fields that exclude each other the last one counts.
 *
 * It is written by hand for speed: inner messages are read in place, and need no objects but a reader.
 */
export class MessageReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  #kind = VARINT;
  #isTaken = true;
  /** the number of the current field */
  field = 0;

  /**
   * @param begin index of the message's first byte
   * @param end index after its last byte
   */
  constructor(bytes: Uint8Array, begin = 0, end = bytes.length) {
    this.#bytes = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = begin;
    this.#end = end;
  }

  /** Moves to the next field, if there is one. Skips the value of the current field if it has not been read. */
  next(): boolean {
    if (!this.#isTaken) this.#passOver(this.#kind);
    if (this.#at >= this.#end) return false;
    const tag = this.#tag();
    this.field = tag >>> 3;
    this.#kind = tag & 7;
    this.#isTaken = false;
    return true;
  }

  bytes(): Uint8Array {
    const begin = this.#beginOfBytes();
    return this.#bytes.subarray(begin, this.#at);
  }

  message(): MessageReader {
    const begin = this.#beginOfBytes();
    return new MessageReader(this.#bytes, begin, this.#at);
  }

  /** Reads a text. Bytes that are not UTF-8 become U+FFFD, as on the server. */
  text(): string {
    const begin = this.#beginOfBytes();
    return this.#bytes.toString("utf8", begin, this.#at);
  }

  flag(): boolean {
    return Number(this.integer()) !== 0;
  }

  /** Reads an integer from 0 on. */
  integer(): Integer {
    this.#take(VARINT);
    return this.#varint();
  }

  signedInteger(): Integer {
    const integer = this.integer();
    return typeof integer === "number" ? integer : BigInt.asIntN(64, integer);
  }

  #take(kind: number): void {
    if (this.#kind !== kind) throw new TypeError(`field ${this.field} holds another kind of value`);
    this.#isTaken = true;
  }

  /** Moves to the end of a value that has a length. @returns the index of its first byte */
  #beginOfBytes(): number {
    this.#take(LENGTH_DELIMITED);
    const length = Number(this.#varint());
    const begin = this.#at;
    this.#skip(length);
    return begin;
  }

  /** Reads the number of a field and the kind of its value, of which the last 32 bits count. */
  #tag(): number {
    const tag = this.#varint();
    return typeof tag === "number" ? tag >>> 0 : Number(BigInt.asUintN(32, tag));
  }

  #varint(): Integer {
    const begin = this.#at;
    let value = 0;
    let factor = 1;
    for (let count = 0; count < EXACT_BYTES; count++) {
      const byte = this.#byte();
      value += (byte % MORE_FOLLOWS) * factor;
      if (byte < MORE_FOLLOWS) return value;
      factor *= MORE_FOLLOWS;
    }
    this.#at = begin;
    return this.#largeVarint();
  }

  #largeVarint(): bigint {
    let value = 0n;
    for (let count = 0; count < MOST_BYTES; count++) {
      const byte = this.#byte();
      value += BigInt(byte % MORE_FOLLOWS) << BigInt(7 * count);
      if (byte < MORE_FOLLOWS) return BigInt.asUintN(64, value);
    }
    throw new RangeError("an integer has too many bytes");
  }

  #byte(): number {
    const at = this.#at;
    this.#skip(1);
    return this.#bytes[at] as number;
  }

  #skip(bytes: number): void {
    if (bytes > this.#end - this.#at) throw new RangeError("the message breaks off");
    this.#at += bytes;
  }

  #passOver(kind: number, depth = 0): void {
    if (kind === VARINT) this.#varint();
    else if (kind === EIGHT_BYTES) this.#skip(8);
    else if (kind === LENGTH_DELIMITED) this.#skip(Number(this.#varint()));
    else if (kind === FOUR_BYTES) this.#skip(4);
    else if (kind === GROUP && depth < DEEPEST_GROUP) {
      for (let within = this.#tag() & 7; within !== END_OF_GROUP; within = this.#tag() & 7) {
        this.#passOver(within, depth + 1);
      }
    } else throw new TypeError(`a value cannot be of kind ${kind}`);
  }
}
