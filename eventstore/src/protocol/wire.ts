/** What kind of value follows the number of a field (https://protobuf.dev/programming-guides/encoding). */
export const VARINT = 0;
const EIGHT_BYTES = 1;
export const LENGTH_DELIMITED = 2;
const GROUP = 3;
const END_OF_GROUP = 4;
const FOUR_BYTES = 5;

/** All bytes of an integer but its last have this bit. */
export const MORE_FOLLOWS = 0x80;

/** An integer of 64 bits has at most so many bytes, and a number holds so many of them exactly. */
const MOST_BYTES = 10;
const EXACT_BYTES = 7;

/** How deep groups may lie in groups, so that they cannot exhaust the stack. */
const DEEPEST_GROUP = 100;

/** An integer of up to 64 bits; a bigint where a number might not hold it exactly. */
export type Integer = number | bigint;

/**
 * Reads the fields of a message one after another, in the protocol buffers' encoding. All of it throws an Error for bytes
 * that break off, or are no message. Of fields that exclude each other the last one counts.
 *
 * It is our own for speed: messages within messages are read where they are, and nothing is made for them but a reader.
 */
export class MessageReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  #kind = VARINT;
  #isTaken = true;
  /** the number of the present field */
  field = 0;

  /**
   * @param begin where the message begins in the bytes
   * @param end where it ends, exclusive
   */
  constructor(bytes: Uint8Array, begin = 0, end = bytes.length) {
    const { buffer, byteOffset, byteLength } = bytes;
    this.#bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, byteLength);
    this.#at = begin;
    this.#end = end;
  }

  /** Goes on to the next field, if there is one; passes over the value of the present one, if nobody has read it. */
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

  /** What is not UTF-8 becomes the sign for that, as on the server. */
  text(): string {
    const begin = this.#beginOfBytes();
    return this.#bytes.toString("utf8", begin, this.#at);
  }

  flag(): boolean {
    return Number(this.integer()) !== 0;
  }

  /** An integer from 0 on. */
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

  /** Goes to the end of a value that has a length, and gives where it begins. */
  #beginOfBytes(): number {
    this.#take(LENGTH_DELIMITED);
    const length = Number(this.#varint());
    const begin = this.#at;
    this.#skip(length);
    return begin;
  }

  /** The number of a field and the kind of its value; of more than 32 bits the last ones count. */
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
