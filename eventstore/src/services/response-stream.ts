import { randomUUID } from "node:crypto";
import type { ServerCall } from "../grpc/server-call.ts";
import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { eventAt, targetOf } from "../log/links.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import {
  caughtUpResponse,
  checkpointResponse,
  confirmationResponse,
  eventResponse,
  linkResponse,
  notFoundResponse,
} from "../protocol/read-responses.ts";

/** The responses to one read: sent no faster than the client takes them, and no longer than it is there. */
export class ResponseStream {
  readonly #call: ServerCall<ReadRequest>;
  readonly #request: ReadRequest;
  readonly #log: EventLog;

  constructor(call: ServerCall<ReadRequest>, request: ReadRequest, log: EventLog) {
    this.#call = call;
    this.#request = request;
    this.#log = log;
  }

  /** See {@link ServerCall.gone}. */
  get gone(): AbortSignal {
    return this.#call.gone;
  }

  /** Sends events one by one, each when there is room for it. */
  async sendEvents(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) await this.sendEvent(event);
  }

  /** Sends an event; a link together with the event that it stands for, if the client has asked for that. */
  async sendEvent(event: RecordedEvent): Promise<void> {
    const { resolvesLinks, idsAsHalves } = this.#request;
    const target = resolvesLinks ? targetOf(event) : undefined;
    if (target === undefined) return this.#call.send(eventResponse(event, idsAsHalves));
    const linked = await retryWhileBusy(() => eventAt(this.#log, target));
    return this.#call.send(linkResponse(event, linked, idsAsHalves));
  }

  /** The first response of every subscription. */
  confirmSubscription(): Promise<void> {
    return this.#call.send(confirmationResponse(randomUUID()));
  }

  /** Tells a subscriber that from now on it gets events as they are appended. */
  sendCaughtUp(): Promise<void> {
    return this.#call.send(caughtUpResponse());
  }

  /** Tells a subscriber that it has been sent everything that it wants up to this position. */
  sendCheckpoint(position: number): Promise<void> {
    return this.#call.send(checkpointResponse(position));
  }

  sendNotFound(stream: string): Promise<void> {
    return this.#call.send(notFoundResponse(stream));
  }
}
