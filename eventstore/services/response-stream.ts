import { once } from "node:events";
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServerWritableStream } from "@grpc/grpc-js";
import type { RecordedEvent } from "../log/events.ts";
import { encodeEvent } from "../protocol/recorded-events.ts";
import { toRpcError } from "../protocol/rpc-errors.ts";

/** The responses to one read: sent no faster than the client takes them, and no longer than it is there. */
export class ResponseStream {
  readonly #call: ServerWritableStream<ReadReq, ReadResp>;
  readonly #gone = new AbortController();
  readonly #structuredIds: boolean;

  /** @param structuredIds the form in which the client wants the ids of events, see `encodeEventId` */
  constructor(call: ServerWritableStream<ReadReq, ReadResp>, structuredIds: boolean) {
    this.#call = call;
    this.#structuredIds = structuredIds;
    call.once("cancelled", () => this.#gone.abort());
    call.once("close", () => this.#gone.abort());
  }

  /** Aborts when the client has cancelled the call or vanished. */
  get gone(): AbortSignal {
    return this.#gone.signal;
  }

  /** @throws AbortError when the client is gone */
  sendEvent(event: RecordedEvent): Promise<void> {
    return this.send(encodeEvent(event, this.#structuredIds));
  }

  /**
   * Resolves when there is room for the next response.
   *
   * @throws AbortError when the client is gone
   */
  async send(response: ReadResp): Promise<void> {
    this.#gone.signal.throwIfAborted();
    if (!this.#call.write(response)) await once(this.#call, "drain", { signal: this.#gone.signal });
  }

  end(): void {
    this.#call.end();
  }

  fail(error: unknown): void {
    if (!this.#gone.signal.aborted) this.#call.emit("error", toRpcError(error));
  }
}
