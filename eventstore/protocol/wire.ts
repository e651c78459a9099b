import protobuf from "protobufjs/minimal.js";

const { Reader } = protobuf;

/** What kind of value follows the number of a field. */
export const VARINT = 0;
export const LENGTH_DELIMITED = 2;

/** All bytes of an integer but its last have this bit. */
export const MORE_FOLLOWS = 0x80;

/** An integer of up to 64 bits: a number, or an object that stands for one that is too great. */
export type Integer = number | { toString(): string };

/**
 * Reads the fields of a message one after another, in the protocol buffers' encoding
 * (https://protobuf.dev/programming-guides/encoding). All of it throws an Error for bytes that break off, or are no
 * message. Of fields that exclude each other the last one counts.
 */
export class MessageReader {
  readonly #reader: protobuf.Reader;
  #kind = VARINT;
  #isTaken = true;
  /** the number of the present field */
  field = 0;

  constructor(bytes: Uint8Array) {
    this.#reader = Reader.create(bytes);
  }

  /** Goes on to the next field, if there is one; passes over the value of the present one, if nobody has read it. */
  next(): boolean {
    if (!this.#isTaken) this.#reader.skipType(this.#kind);
    if (this.#reader.pos >= this.#reader.len) return false;
    const tag = this.#reader.uint32();
    this.field = tag >>> 3;
    this.#kind = tag & 7;
    this.#isTaken = false;
    return true;
  }

  bytes(): Uint8Array {
    return this.#take(LENGTH_DELIMITED).bytes();
  }

  message(): MessageReader {
    return new MessageReader(this.bytes());
  }

  /** What is not UTF-8 becomes the sign for that, as on the server. */
  text(): string {
    const { buffer, byteOffset, byteLength } = this.bytes();
    return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
  }

  flag(): boolean {
    return Number(this.integer()) !== 0;
  }

  /** An integer from 0 on. */
  integer(): Integer {
    return this.#whole(this.#take(VARINT).uint64());
  }

  signedInteger(): Integer {
    return this.#whole(this.#take(VARINT).int64());
  }

  #take(kind: number): protobuf.Reader {
    if (this.#kind !== kind) throw new TypeError(`field ${this.field} holds another kind of value`);
    this.#isTaken = true;
    return this.#reader;
  }

  /** protobufjs takes an integer at the end of a message for whole although its last bytes are missing. */
  #whole(integer: Integer): Integer {
    const { buf, pos } = this.#reader;
    const last = buf[pos - 1];
    if (last === undefined || last >= MORE_FOLLOWS) throw new RangeError("an integer breaks off");
    return integer;
  }
}
