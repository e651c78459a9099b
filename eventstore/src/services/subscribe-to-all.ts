import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { PageReader } from "../log/pages.ts";
import type { EventFilter } from "../protocol/event-filter.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { noEventBeginsAt } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";

/**
 * Sends the events of all streams after a position, and then those that are appended, until the client leaves
 * (`Enumerator.AllSubscription` and `-Filtered`).
 */
export async function subscribeToAll(
  { log, changes }: Store,
  request: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const pages = new PageReader((position, limit) => log.readAllForwards(position, limit));
  const search = new Search(request.filter, responses);
  const lastSeen = await retryWhileBusy(() => lastSeenBy(request, log));
  let from = lastSeen + 1;
  let isCaughtUp = false;
  await responses.confirmSubscription();
  if (!(await retryWhileBusy(() => log.isPlace(lastSeen)))) throw noEventBeginsAt(lastSeen);
  for (;;) {
    const version = changes.version;
    const { events, isLast } = await pages.page(from);
    await search.send(events);
    from = (events.at(-1)?.position ?? from - 1) + 1;
    if (!isLast) continue;
    if (!isCaughtUp) {
      search.sendCheckpoint();
      await responses.sendCaughtUp();
      isCaughtUp = true;
    }
    await changes.after(version, responses.gone);
  }
}

function lastSeenBy({ from }: ReadRequest, log: EventLog): number {
  if (from === "end") return log.lastPosition();
  return from === "start" ? 0 : from;
}

/** Sends the events that a subscriber wants, and checkpoints that tell how far the search has come. */
class Search {
  readonly #filter: EventFilter | undefined;
  readonly #responses: ResponseStream;
  #sinceCheckpoint = 0;
  #position = 0;

  /** @param filter if undefined, all events are sent, and no checkpoints */
  constructor(filter: EventFilter | undefined, responses: ResponseStream) {
    this.#filter = filter;
    this.#responses = responses;
  }

  async send(events: readonly RecordedEvent[]): Promise<void> {
    if (this.#filter === undefined) {
      await this.#responses.sendEvents(events);
      return;
    }
    try {
      for (const event of events) {
        if (this.#filter.accepts(event)) await this.#responses.sendEvent(event);
        this.#position = event.position;
        this.#sinceCheckpoint += 1;
        if (this.#sinceCheckpoint >= this.#filter.checkpointInterval) this.sendCheckpoint();
      }
    } finally {
      await this.#responses.flush();
    }
  }

  /** Sends a checkpoint, if the search has moved since the last one. */
  sendCheckpoint(): void {
    if (this.#sinceCheckpoint === 0) return;
    this.#sinceCheckpoint = 0;
    this.#responses.sendCheckpoint(this.#position);
  }
}
