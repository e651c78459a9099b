import type { EventLog } from "../event-log.ts";
import { LINK_TYPE, type RecordedEvent } from "../events.ts";
import { StreamState } from "./stream-state.ts";

/** The event that a link stands for: the data of the link is its revision and its stream, such as "3@game-1". */
export interface Target {
  /** -1 for the stream's last event */
  readonly revision: number;
  readonly stream: string;
}

const TARGET = /^\s*([+-]?\d+)\s*@(.+)$/s;

const LAST = -1;

/** Returns the target of a link; undefined for an event that is not a link, or whose data name no target. */
export function targetOf(event: RecordedEvent): Target | undefined {
  if (event.type !== LINK_TYPE) return undefined;
  const [, revision, stream] = TARGET.exec(Buffer.from(event.data).toString("utf8")) ?? [];
  return revision === undefined || stream === undefined ? undefined : { revision: Number(revision), stream };
}

/**
 * Returns the event at the target of a link, or undefined if it cannot be read; the rules are those of
 * `StorageReaderWorker.ResolveLinkToEvent` and `IndexReader.ReadEvent`.
 */
export function eventAt(log: EventLog, { revision, stream }: Target): RecordedEvent | undefined {
  const state = new StreamState(log, stream);
  if (state.isTombstoned) return undefined;
  const event = log.eventAt(stream, revision === LAST ? state.lastRevision : revision);
  return event && state.canRead(event) ? event : undefined;
}
