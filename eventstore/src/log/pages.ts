import { setImmediate } from "node:timers/promises";
import type { EventLog } from "./event-log.ts";
import { PAGE_BYTES, sizeOf } from "./event-query.ts";
import type { RecordedEvent } from "./events.ts";
import { retryWhileBusy } from "./file/busy.ts";
import type { StreamState } from "./streams/stream-state.ts";

/** The most events of the first page: few, so that the client decodes them while the others are read. */
const FIRST_PAGE = 8;

/** The most events of a page, which each reader holds in memory. */
export const LARGEST_PAGE = 128;

interface Page {
  readonly events: RecordedEvent[];
  /** whether no events followed when it was read */
  readonly isLast: boolean;
}

/** Reads events in pages of limited size. */
export class PageReader {
  readonly #read: (from: number, limit: number) => RecordedEvent[];
  #isFirst = true;
  #sinceTurn = 0;

  /** @param read returns events from a revision or position on, inclusive, up to a limit */
  constructor(read: (from: number, limit: number) => RecordedEvent[]) {
    this.#read = read;
  }

  /**
   * @param from where the page begins, inclusive
   * @param most how many events it may have, 1 or more
   */
  async page(from: number, most = Infinity): Promise<Page> {
    // The responses of one turn of the event loop leave together: those to the first page must not wait for the others. And a
    // search for rare events, which reads many pages without sending any, must not block it. But a turn takes longer than a
    // small page.
    if (this.#sinceTurn >= LARGEST_PAGE) {
      this.#sinceTurn = 0;
      await setImmediate();
    }
    const limit = Math.min(this.#isFirst ? FIRST_PAGE : LARGEST_PAGE, most);
    const found = await retryWhileBusy(() => this.#read(from, limit));
    const events = found.slice(0, fitting(found));
    this.#sinceTurn += this.#isFirst || events.length < found.length ? LARGEST_PAGE : events.length;
    this.#isFirst = false;
    return { events, isLast: events.length < limit && events.length === found.length };
  }
}

/** Counts the events that fit into a page; one at least, if there is one. */
function fitting(events: readonly RecordedEvent[]): number {
  let bytes = 0;
  const index = events.findIndex((event) => {
    bytes += sizeOf(event);
    return bytes > PAGE_BYTES;
  });
  return index === -1 ? events.length : Math.max(1, index);
}

type Pages = AsyncGenerator<RecordedEvent[], void, void>;

/**
 * Reads the events of a stream that its metadata leaves readable, upwards, page by page.
 *
 * @param from revision of the first event, inclusive
 * @param count how many events at most, 1 or more
 */
export function streamForwards(log: EventLog, state: StreamState, from: number, count = Infinity): Pages {
  const { stream, oldestReadableTime: notBefore } = state;
  return pages(
    Math.max(from, state.firstReadableRevision),
    count,
    (next, limit) => log.readStreamForwards({ stream, from: next, notBefore, limit }),
    (last) => last.revision + 1,
  );
}

/** Reads the same events downwards. `from` may be beyond the end. */
export async function* streamBackwards(
  log: EventLog,
  state: StreamState,
  from: number,
  count: number,
): Pages {
  const { stream, firstReadableRevision, oldestReadableTime: notBefore } = state;
  const all = pages(
    from,
    count,
    (next, limit) => log.readStreamBackwards({ stream, from: next, notBefore, limit }),
    (last) => last.revision - 1,
  );
  for await (const page of all) {
    const readable = page.filter((event) => event.revision >= firstReadableRevision);
    yield readable;
    if (readable.length < page.length) return;
  }
}

/** Reads all events in the order of their positions, `from` inclusive. */
export function allForwards(log: EventLog, from: number, count: number): Pages {
  return pages(
    from,
    count,
    (next, limit) => log.readAllForwards(next, limit),
    (last) => last.position + 1,
  );
}

/** Reads all events, the latest first, `from` inclusive. */
export function allBackwards(log: EventLog, from: number, count: number): Pages {
  return pages(
    from,
    count,
    (next, limit) => log.readAllBackwards(next, limit),
    (last) => last.position - 1,
  );
}

async function* pages(
  from: number,
  count: number,
  read: (from: number, limit: number) => RecordedEvent[],
  after: (last: RecordedEvent) => number,
): Pages {
  const reader = new PageReader(read);
  let next = from;
  let remaining = count;
  for (;;) {
    const { events, isLast } = await reader.page(next, remaining);
    const last = events.at(-1);
    if (last === undefined) return;
    yield events;
    remaining -= events.length;
    if (isLast || remaining === 0) return;
    next = after(last);
  }
}
