import { retryWhileBusy } from "./busy.ts";
import type { EventLog } from "./event-log.ts";
import type { RecordedEvent } from "./events.ts";
import type { StreamState } from "./stream-state.ts";

/** Events that are held in memory at a time for each reader; the server's own number (`Enumerator.ReadBatchSize`). */
export const PAGE_SIZE = 32;

type Pages = AsyncGenerator<RecordedEvent[], void, void>;

/**
 * The events of a stream that its metadata leaves readable, upwards, page by page as the reader asks for them.
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

/** The same downwards; `from` may lie beyond the end. */
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

/** All events, in the order of their positions, `from` inclusive. */
export function allForwards(log: EventLog, from: number, count: number): Pages {
  return pages(
    from,
    count,
    (next, limit) => log.readAllForwards(next, limit),
    (last) => last.position + 1,
  );
}

/** All events, latest first, `from` inclusive. */
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
  let next = from;
  let remaining = count;
  for (;;) {
    const limit = Math.min(PAGE_SIZE, remaining);
    const page = await retryWhileBusy(() => read(next, limit));
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    remaining -= page.length;
    if (page.length < limit || remaining === 0) return;
    next = after(last);
  }
}
