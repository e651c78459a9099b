import type { EventLog } from "./event-log.ts";
import { LINK_TYPE, type RecordedEvent } from "./events.ts";
import { StreamState } from "./stream-state.ts";

/** The data of a link is the revision and the stream of the event that it stands for, such as "3@game-1". */
const TARGET = /^(\d+)@(.+)$/s;

export function isLink(event: RecordedEvent): boolean {
  return event.type === LINK_TYPE;
}

/**
 * The event that a link stands for, or undefined where that cannot be read (any more); the rules are those of
 * `StorageReaderWorker.ResolveLinkToEvent` and `IndexReader.ReadEvent`.
 */
export function targetOf(log: EventLog, link: RecordedEvent): RecordedEvent | undefined {
  const [, revision, stream] = TARGET.exec(Buffer.from(link.data).toString("utf8")) ?? [];
  if (revision === undefined || stream === undefined) return undefined;
  const state = new StreamState(log, stream);
  if (state.isTombstoned) return undefined;
  const event = log.eventAt(stream, Number(revision));
  if (event === undefined || event.revision < state.firstReadableRevision) return undefined;
  return event.created < state.oldestReadableTime ? undefined : event;
}
