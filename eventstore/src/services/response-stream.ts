import { randomUUID } from "node:crypto";
import { frame } from "../grpc/message-frames.ts";
import type { ServerCall } from "../grpc/server-call.ts";
import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { eventAt, type Target, targetOf } from "../log/streams/links.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import {
  caughtUpResponse,
  checkpointResponse,
  confirmationResponse,
  eventResponse,
  linkResponse,
  notFoundResponse,
} from "../protocol/read-responses.ts";

/**
 * The bytes that are sent in one piece. A piece costs Node and the client more than encoding an event does. But pieces must
 * be small enough that the client can decode one while the next is made.
 */
const PIECE_BYTES = 32 * 1024;

/** Sends the responses to one read, as fast as the client takes them, until it leaves. */
export class ResponseStream {
  readonly #call: ServerCall<ReadRequest>;
  readonly #request: ReadRequest;
  readonly #log: EventLog;
  #gathered: Uint8Array[] = [];
  #bytes = 0;

  constructor(call: ServerCall<ReadRequest>, request: ReadRequest, log: EventLog) {
    this.#call = call;
    this.#request = request;
    this.#log = log;
  }

  /** See {@link ServerCall.gone}. */
  get gone(): AbortSignal {
    return this.#call.gone;
  }

  /** Sends events. @returns the bytes that were sent */
  async sendEvents(events: readonly RecordedEvent[]): Promise<Buffer[]> {
    const sent: Buffer[] = [];
    for (const event of events) {
      const response = this.#responseTo(event);
      const isEnough = this.#add(response instanceof Uint8Array ? response : await response);
      if (isEnough) sent.push(await this.#send());
    }
    sent.push(await this.#send());
    return sent;
  }

  /** Sends what {@link sendEvents} has returned, which may have been for another client. */
  sendAgain(bytes: Buffer): Promise<void> {
    return this.#call.sendFramed(bytes);
  }

  /** Adds an event to those that the next {@link flush} sends. */
  async sendEvent(event: RecordedEvent): Promise<void> {
    if (this.#add(await this.#responseTo(event))) await this.flush();
  }

  /** Adds a checkpoint: the subscriber has received all events that it wants up to this position. */
  sendCheckpoint(position: number): void {
    this.#add(checkpointResponse(position));
  }

  /** Sends the first response of every subscription. */
  confirmSubscription(): Promise<void> {
    this.#add(confirmationResponse(randomUUID()));
    return this.flush();
  }

  /** Tells a subscriber that from now on it gets events as they are appended. */
  sendCaughtUp(): Promise<void> {
    this.#add(caughtUpResponse());
    return this.flush();
  }

  sendNotFound(stream: string): Promise<void> {
    this.#add(notFoundResponse(stream));
    return this.flush();
  }

  /** Sends the responses that have been added; resolves when there is room for more. */
  async flush(): Promise<void> {
    await this.#send();
  }

  /** Does what {@link flush} does. @returns the bytes that were sent */
  async #send(): Promise<Buffer> {
    const bytes = frame(...this.#gathered);
    this.#gathered = [];
    this.#bytes = 0;
    if (bytes.length > 0) await this.#call.sendFramed(bytes);
    return bytes;
  }

  /** Adds a response. @returns whether there are enough for a piece */
  #add(response: Uint8Array): boolean {
    this.#gathered.push(response);
    this.#bytes += response.length;
    return this.#bytes >= PIECE_BYTES;
  }

  /** Encodes an event; if the client wants it, a link with its target. */
  #responseTo(event: RecordedEvent): Uint8Array | Promise<Uint8Array> {
    const { resolvesLinks, idsAsHalves } = this.#request;
    const target = resolvesLinks ? targetOf(event) : undefined;
    return target ? this.#linkResponse(event, target) : eventResponse(event, idsAsHalves);
  }

  async #linkResponse(link: RecordedEvent, target: Target): Promise<Uint8Array> {
    const linked = await retryWhileBusy(() => eventAt(this.#log, target));
    return linkResponse(link, linked, this.#request.idsAsHalves);
  }
}
