import protobuf from "protobufjs/minimal.js";

const { Reader, Writer } = protobuf;

/** What kind of value follows the number of a field. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** All bytes of an integer but its last have this bit. */
const MORE_FOLLOWS = 0x80;

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

/** Writes what stands in a message. */
export type WriteFields = (message: MessageWriter) => void;

/** Writes the fields of a message, each under its number. */
export class MessageWriter {
  readonly #writer: protobuf.Writer;

  private constructor(writer: protobuf.Writer) {
    this.#writer = writer;
  }

  /** The bytes of a whole message. */
  static write(fields: WriteFields): Uint8Array {
    const writer = Writer.create();
    fields(new MessageWriter(writer));
    return writer.finish();
  }

  text(field: number, value: string): this {
    this.#head(field, LENGTH_DELIMITED).string(value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#head(field, LENGTH_DELIMITED).bytes(value);
    return this;
  }

  /** @param value an integer from 0 on; as text, where a number would not hold it exactly */
  integer(field: number, value: number | string): this {
    // The type of the parameter leaves out the text that the function takes.
    this.#head(field, VARINT).uint64(value as number);
    return this;
  }

  /** @param fields those of the message within; by default none, for what says something by being there */
  message(field: number, fields: WriteFields = () => {}): this {
    this.#head(field, LENGTH_DELIMITED).fork();
    fields(this);
    this.#writer.ldelim();
    return this;
  }

  #head(field: number, kind: number): protobuf.Writer {
    return this.#writer.uint32(field * 8 + kind);
  }
}
