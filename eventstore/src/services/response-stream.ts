import { randomUUID } from "node:crypto";
import type { ServerCall } from "../grpc/server-call.ts";
import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { eventAt, type Target, targetOf } from "../log/links.ts";
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
 * How much is sent at a time, in bytes. Every piece costs Node, and then the client, more than encoding an event does; and
 * while the client takes one piece, the next can be made.
 */
const PIECE_BYTES = 32 * 1024;

/** The responses to one read: sent no faster than the client takes them, and no longer than it is there. */
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

  /** Sends events. */
  async sendEvents(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      const response = this.#responseTo(event);
      if (this.#add(response instanceof Uint8Array ? response : await response)) await this.flush();
    }
    await this.flush();
  }

  /** Sends an event, at the next {@link flush} at the latest. */
  async sendEvent(event: RecordedEvent): Promise<void> {
    if (this.#add(await this.#responseTo(event))) await this.flush();
  }

  /** Tells a subscriber, at the next {@link flush}, that it has been sent everything that it wants up to this position. */
  sendCheckpoint(position: number): void {
    this.#add(checkpointResponse(position));
  }

  /** The first response of every subscription. */
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

  /** Sends what has been gathered; resolves when there is room for more. */
  async flush(): Promise<void> {
    if (this.#gathered.length === 0) return;
    const responses = this.#gathered;
    this.#gathered = [];
    this.#bytes = 0;
    await this.#call.send(...responses);
  }

  /** Says whether enough has been gathered. */
  #add(response: Uint8Array): boolean {
    this.#gathered.push(response);
    this.#bytes += response.length;
    return this.#bytes >= PIECE_BYTES;
  }

  /** An event; a link together with the event that it stands for, if the client has asked for that. */
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
