import { setTimeout as pause } from "node:timers/promises";
import { type AllStreamRecordedEvent, type Position, START, streamNameFilter } from "@eventstore/db-client";
import type { EventStore } from "./connect.ts";
import { EventStoreUnavailableError } from "./errors.ts";

/** The most events that wait in memory. */
const MOST_WAITING = 500;
/** Milliseconds without a word from the store until it counts as silent, while it is caught up with. */
const SILENCE = 5_000;
/** Milliseconds to wait for the end of a subscription. */
const UNSUBSCRIBE_TIMEOUT = 200;

/**
 * Reads the events of some streams, in the order of the log.
 *
 * @param streams the beginning of the names of the streams.
 * @param after the position of the event before the first one to read; undefined to begin with the first.
 * @param signal ends the reading. Without it, this ends as soon as it has caught up; with it, it then follows live.
 * @throws EventStoreUnavailableError
 */
export async function* eventsAfter(
  { client, address }: EventStore,
  streams: string,
  after: Position | undefined,
  signal?: AbortSignal,
): AsyncGenerator<AllStreamRecordedEvent> {
  const subscription = client.subscribeToAll({
    fromPosition: after ?? START,
    filter: streamNameFilter({ prefixes: [streams] }),
  });
  const waiting: AllStreamRecordedEvent[] = [];
  let failure: unknown;
  let isCaughtUp = false;
  let wake = () => {};
  const fail = (error: unknown) => {
    failure ??= error;
    wake();
  };
  subscription
    .on("data", ({ event }) => {
      if (event) waiting.push(event);
      if (waiting.length >= MOST_WAITING) subscription.pause();
      wake();
    })
    .on("caughtUp", () => {
      isCaughtUp = true;
      wake();
    })
    .on("error", fail)
    .on("end", () => fail(new Error("it has ended the subscription")));
  const stop = () => wake();
  signal?.addEventListener("abort", stop);
  const silence = setTimeout(() => isCaughtUp || fail(new Error("it does not answer")), SILENCE);
  try {
    while (!signal?.aborted) {
      const event = waiting.shift();
      if (event) {
        silence.refresh();
        yield event;
        if (waiting.length === 0) subscription.resume();
      } else if (failure) throw new EventStoreUnavailableError(address, failure);
      else if (isCaughtUp && !signal && subscription.readableLength === 0) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    clearTimeout(silence);
    signal?.removeEventListener("abort", stop);
    // Without a connection this rejects.
    const ended = subscription.unsubscribe().catch(() => {});
    await Promise.race([ended, pause(UNSUBSCRIBE_TIMEOUT, undefined, { ref: false })]);
  }
}
