import { once } from "node:events";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { setImmediate } from "node:timers/promises";
import { endAfterResponses, endAtOnce, RESPONSE_HEADERS } from "./ending.ts";
import { frame, MessageFrames } from "./message-frames.ts";
import { type Status, StatusCode, StatusError } from "./status.ts";

/** Decodes a request from its bytes. */
export type Decode<Request> = (bytes: Buffer) => Request;

const OK: Status = { code: StatusCode.OK, details: "", metadata: {} };

const CLIENT_HAS_LEFT = new StatusError(StatusCode.UNAVAILABLE, "The client has left.");

/** One call of a client: requests come in, responses go out, and a status ends it. */
export class ServerCall<Request> {
  readonly #stream: ServerHttp2Stream;
  readonly #decodeRequest: Decode<Request>;
  readonly #frames: MessageFrames;
  #reason: StatusError | undefined;
  /** made when somebody asks for {@link gone}: most calls are over before anybody does, and it costs more than they do */
  #gone: AbortController | undefined;
  /** the host and port to which the client has sent the call */
  readonly authority: string;
  #requestsHaveEnded = false;
  #wakeReader = () => {};

  /** @param mostBytes the size of the largest request that is accepted */
  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    decode: Decode<Request>,
    mostBytes: number,
  ) {
    this.#stream = stream;
    this.#decodeRequest = decode;
    this.#frames = new MessageFrames(mostBytes);
    this.authority = headers[":authority"] ?? headers.host ?? "";
    stream.on("readable", () => this.#wakeReader());
    stream.once("end", () => {
      this.#requestsHaveEnded = true;
      this.#wakeReader();
    });
    const left = () => this.abort(CLIENT_HAS_LEFT);
    stream.once("aborted", () => {
      left();
      // Without this Node keeps the responses that the client has not taken, and with them the connection. It has to wait
      // until Node has closed all streams of a lost connection: closing one makes nghttp2 send the data of the others, and
      // for one that is destroyed it gets empty frames without end.
      process.nextTick(() => stream.destroy());
    });
    stream.once("close", left);
  }

  /** Aborts when the call is over: the client has left, {@link abort} was called, or the call has ended. */
  get gone(): AbortSignal {
    if (this.#gone === undefined) {
      this.#gone = new AbortController();
      if (this.#reason) this.#gone.abort(this.#reason);
    }
    return this.#gone.signal;
  }

  /** Why the call is over; undefined until it is. */
  get reason(): StatusError | undefined {
    return this.#reason;
  }

  /** @throws {@link reason} */
  protected throwIfOver(): void {
    if (this.#reason) throw this.#reason;
  }

  /** Ends the call early. @param reason becomes its status, if the client is still there */
  abort(reason: StatusError): void {
    this.#reason ??= reason;
    this.#gone?.abort(this.#reason);
    this.#wakeReader();
  }

  /**
   * Gives the requests one after another, as the caller asks for them, until the client has sent its last one.
   *
   * @throws {StatusError} for a request that cannot be read, and the reason of {@link gone}
   */
  async *requests(): AsyncGenerator<Request, void, void> {
    for (let bytes = await this.next(); bytes; bytes = await this.next()) yield this.#decode(bytes);
    // A client that cancels may end its requests first: the cancellation can arrive in the same turn.
    await setImmediate();
    this.throwIfOver();
  }

  /**
   * Returns the request of a call that has exactly one.
   *
   * @throws as {@link requests}, and {@link StatusError} for no request or more than one
   */
  async request(): Promise<Request> {
    const bytes = await this.next();
    if (bytes === undefined || (await this.next())) {
      throw new StatusError(StatusCode.UNIMPLEMENTED, "The call takes one request, not fewer and not more.");
    }
    return this.#decode(bytes);
  }

  /** Returns the bytes of the next request, which may share their memory with others; undefined after the last one. */
  protected async next(): Promise<Buffer | undefined> {
    for (;;) {
      const bytes = this.#frames.next();
      if (bytes) return bytes;
      this.throwIfOver();
      const piece: Buffer | null = this.#stream.read();
      if (piece !== null) this.#frames.add(piece);
      else if (this.#requestsHaveEnded) {
        this.#frames.end();
        return undefined;
      } else {
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    }
  }

  /** Sends responses, if the client is still there. The caller should wait for {@link room} before the next. */
  write(...responses: Uint8Array[]): void {
    if (this.#isOpen) this.push(frame(...responses));
  }

  /** Sends bytes of responses, if the client is still there. */
  protected push(bytes: Buffer): void {
    if (!this.#isOpen) return;
    if (!this.#stream.headersSent) this.#stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
    this.#stream.write(bytes);
  }

  /**
   * Resolves when the client has received most of what was sent.
   *
   * @throws when the call is over
   */
  async room(): Promise<void> {
    if (this.#stream.writableNeedDrain) await once(this.#stream, "drain", { signal: this.gone });
  }

  /**
   * Sends responses; resolves when there is room for more.
   *
   * @throws when the call is over
   */
  send(...responses: Uint8Array[]): Promise<void> {
    return this.sendFramed(frame(...responses));
  }

  /** Sends the bytes of responses that {@link frame} has put into the form of a call's stream. See {@link send}. */
  async sendFramed(bytes: Buffer): Promise<void> {
    this.throwIfOver();
    this.push(bytes);
    await this.room();
  }

  /** Ends the call with a status, if the client is still there. */
  end(status: Status = OK): void {
    if (!this.#isOpen) return;
    if (this.#stream.headersSent) endAfterResponses(this.#stream, status);
    else endAtOnce(this.#stream, status);
  }

  get #isOpen(): boolean {
    return !(this.#stream.closed || this.#stream.writableEnded);
  }

  #decode(bytes: Buffer): Request {
    try {
      return this.#decodeRequest(bytes);
    } catch (error) {
      if (error instanceof StatusError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new StatusError(StatusCode.INTERNAL, `The request cannot be read: ${reason}`);
    }
  }
}
