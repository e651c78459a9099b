import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { setTimeout as pause } from "node:timers/promises";
import { type Decode, ServerCall } from "./server-call.ts";
import { type Status, StatusCode, StatusError } from "./status.ts";
import type { UnkindFate } from "./unkindness.ts";

const CONNECTION_LOST = new StatusError(StatusCode.UNAVAILABLE, "The connection has been lost, on purpose.");

/** A call over a bad network: messages may arrive late, in pieces, or not at all, but never wrong. */
export class UnkindCall<Request> extends ServerCall<Request> {
  readonly #hangUp: () => void;
  readonly #fate: UnkindFate;
  /** Resolves when all responses so far have been sent. */
  #leaving: Promise<void> = Promise.resolve();
  #requests = 0;
  #responses = 0;
  /** The number of the response before which the connection breaks. */
  #breaksAt = Infinity;

  /** @param hangUp closes the connection at once, without a message of the protocol */
  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    decode: Decode<Request>,
    mostBytes: number,
    fate: UnkindFate,
    hangUp: () => void,
  ) {
    super(stream, headers, decode, mostBytes);
    this.#hangUp = hangUp;
    this.#fate = fate;
    const end = setTimeout(() => this.#breakConnection(), fate.milliseconds);
    this.gone.addEventListener("abort", () => clearTimeout(end));
  }

  protected override async next(): Promise<Buffer | undefined> {
    const request = await super.next();
    if (request === undefined) return undefined;
    const number = this.#requests;
    this.#requests += 1;
    await delay(this.#fate.delayOf("request", number));
    if (this.#fate.breaksBefore(number)) this.#breakConnection();
    this.throwIfOver();
    const more = this.#fate.breaksAfter(number) ?? Infinity;
    this.#breaksAt = Math.min(this.#breaksAt, this.#responses + more);
    return request;
  }

  override async room(): Promise<void> {
    await this.#leaving;
    await super.room();
  }

  override end(status?: Status): void {
    void this.#leaving.then(() => super.end(status));
  }

  protected override push(bytes: Buffer): void {
    const number = this.#responses;
    this.#responses += 1;
    this.#leaving = this.#leaving.then(() => this.#deliver(bytes, number));
  }

  async #deliver(bytes: Buffer, number: number): Promise<void> {
    if (number >= this.#breaksAt) this.#breakConnection();
    for (const piece of this.#fate.piecesOf(bytes, number)) {
      await delay(this.#fate.delayOf("response", number));
      if (!this.reason) super.push(piece);
    }
  }

  #breakConnection(): void {
    this.abort(CONNECTION_LOST);
    this.#hangUp();
  }
}

async function delay(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds);
}
