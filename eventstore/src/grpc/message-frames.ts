import { StatusCode, StatusError } from "./status.ts";

/** The bytes before each message: one says whether it is compressed, four give its length. */
const HEAD_BYTES = 5;

/**
 * Puts messages into the form of a call's stream (Length-Prefixed-Message in gRPC's PROTOCOL-HTTP2.md). All are in one
 * piece of bytes, because each piece costs Node and the client more than most messages do.
 */
export function frame(...messages: Uint8Array[]): Buffer {
  const bytes = messages.reduce((sum, { length }) => sum + HEAD_BYTES + length, 0);
  const framed = Buffer.allocUnsafe(bytes);
  let end = 0;
  for (const message of messages) {
    framed[end] = 0;
    framed.writeUInt32BE(message.length, end + 1);
    framed.set(message, end + HEAD_BYTES);
    end += HEAD_BYTES + message.length;
  }
  return framed;
}

/** Finds the messages in the bytes of a call, which arrive in pieces of any size. */
export class MessageFrames {
  readonly #mostBytes: number;
  #pieces: [Buffer, ...Buffer[]] = [Buffer.alloc(0)];
  #available = 0;

  /** @param mostBytes the size of the largest message that is accepted */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  add(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#available += piece.length;
  }

  /**
   * Returns the next message, or undefined if it has not arrived in full. It may share its memory with others.
   *
   * @throws {StatusError} for a message that is too large or compressed
   */
  next(): Buffer | undefined {
    if (this.#available < HEAD_BYTES) return undefined;
    const head = this.#gather(HEAD_BYTES);
    if (head.readUInt8(0) !== 0) {
      throw new StatusError(StatusCode.UNIMPLEMENTED, "Compressed messages are not served.");
    }
    const length = head.readUInt32BE(1);
    if (length > this.#mostBytes) {
      throw new StatusError(
        StatusCode.RESOURCE_EXHAUSTED,
        `The message has ${length} bytes, and at most ${this.#mostBytes} are taken.`,
      );
    }
    const end = HEAD_BYTES + length;
    if (this.#available < end) return undefined;
    const bytes = this.#gather(end);
    this.#pieces[0] = bytes.subarray(end);
    this.#available -= end;
    return bytes.subarray(HEAD_BYTES, end);
  }

  /** @throws {StatusError} if the bytes end in the middle of a message */
  end(): void {
    if (this.#available > 0) throw new StatusError(StatusCode.INTERNAL, "The last message breaks off.");
  }

  /** Joins pieces until the first has at least so many bytes, and returns it. */
  #gather(bytes: number): Buffer {
    let [first] = this.#pieces;
    if (first.length < bytes) {
      first = Buffer.concat(this.#pieces);
      this.#pieces = [first];
    }
    return first;
  }
}
