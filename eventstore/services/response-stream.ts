import { randomUUID } from "node:crypto";
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServerCall } from "../grpc/server-call.ts";
import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { isLink, targetOf } from "../log/links.ts";
import { streams } from "../protocol/generated.ts";
import { encodeEvent, encodeLink } from "../protocol/recorded-events.ts";

/** The responses to one read: sent no faster than the client takes them, and no longer than it is there. */
export class ResponseStream {
  readonly #call: ServerCall<ReadReq, ReadResp>;
  readonly #log: EventLog;
  readonly #structuredIds: boolean;
  readonly #resolveLinks: boolean;

  constructor(call: ServerCall<ReadReq, ReadResp>, options: ReadReq.Options, log: EventLog) {
    this.#call = call;
    this.#log = log;
    this.#structuredIds = options.getUuidOption()?.hasStructured() ?? false;
    this.#resolveLinks = options.getResolveLinks();
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
    if (!this.#resolveLinks || !isLink(event)) return this.send(encodeEvent(event, this.#structuredIds));
    const target = await retryWhileBusy(() => targetOf(this.#log, event));
    return this.send(encodeLink(event, target, this.#structuredIds));
  }

  /** The first response of every subscription. */
  confirmSubscription(): Promise<void> {
    const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
    return this.send(new streams.ReadResp().setConfirmation(confirmation));
  }

  /** Tells a subscriber that from now on it gets events as they are appended. */
  sendCaughtUp(): Promise<void> {
    return this.send(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
  }

  /** Tells a subscriber that it has been sent everything that it wants up to this position. */
  sendCheckpoint(position: number): Promise<void> {
    const checkpoint = new streams.ReadResp.Checkpoint()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position));
    return this.send(new streams.ReadResp().setCheckpoint(checkpoint));
  }

  /** See {@link ServerCall.send}. */
  send(response: ReadResp): Promise<void> {
    return this.#call.send(response);
  }
}
