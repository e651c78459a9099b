import type { AllStreamRecordedEvent, RecordedEvent } from "@eventstore/db-client";
import { GameError } from "../domain/errors.ts";
import { MalformedEventError } from "../persistence/event-mapping.ts";
import type { Table, TableDefinition } from "./tables/table.ts";

/** EventStoreDB's prefix for the stream that holds another stream's metadata. */
const METADATA_PREFIX = "$$";

/** A stream of a game or a match, as far as it has been read. */
export interface StreamRow {
  /** The number of events that have been read. */
  readonly length: number;
  /** Why the game or match is left out, as a sentence that names the stream; null if it is not. */
  readonly fault: string | null;
}

/** The table of the streams. */
export const STREAMS: TableDefinition<StreamRow> = {
  columns: { length: "INTEGER", fault: "TEXT" },
  indexes: ["(lower(key))", "(number) WHERE fault IS NOT NULL"],
};

interface WithStreams {
  readonly streams: Table<StreamRow>;
}

/** The streams of one kind of aggregate, and what becomes of their events. */
export interface Kind<Tables extends WithStreams> {
  /** The prefix of the names of the streams; the id of the game or match follows. */
  readonly prefix: string;
  readonly eventTypes: readonly string[];
  /**
   * Folds an event into the rows.
   *
   * @throws MalformedEventError; GameError if the state cannot hold the event.
   */
  fold(tables: Tables, id: string, stored: RecordedEvent): void;
  /** Removes a game or match from all rows. */
  forget(tables: Tables, id: string): void;
  /** The error for a history whose event at this revision the state cannot hold. */
  readonly CorruptError: new (
    id: string,
    revision: number,
    cause: GameError,
  ) => Error;
}

/** @returns the prefixes of the streams, and of their metadata, in which deletions are stored. */
export function prefixesOf(prefix: string): readonly string[] {
  return [prefix, METADATA_PREFIX + prefix];
}

/** @returns what follows the prefix in the name of a stream, or of the stream of its metadata. */
export function idIn(stream: string, prefix: string): string {
  return (isMetadata(stream) ? stream.slice(METADATA_PREFIX.length) : stream).slice(prefix.length);
}

/**
 * Adds an event to the rows. If the event cannot be read, or the state cannot hold it, the whole game or match is left
 * out: its rows are removed, and its further events are ignored. A deletion removes its rows.
 */
export function addToStream<Tables extends WithStreams>(
  tables: Tables,
  kind: Kind<Tables>,
  stored: AllStreamRecordedEvent,
): void {
  const { streams } = tables;
  const id = idIn(stored.streamId, kind.prefix);
  if (isDeletion(stored)) {
    kind.forget(tables, id);
    streams.delete(id);
    return;
  }
  const { length, fault } = streams.get(id) ?? { length: 0, fault: null };
  if (isMetadata(stored.streamId) || fault !== null) return;
  const newFault = faultOf(tables, kind, id, length, stored);
  if (newFault !== null) kind.forget(tables, id);
  streams.set(id, { length: length + 1, fault: newFault });
}

/**
 * Folds an event into the rows.
 *
 * @returns a sentence that says why this is not possible, or null if it was.
 */
function faultOf<Tables extends WithStreams>(
  tables: Tables,
  kind: Kind<Tables>,
  id: string,
  length: number,
  stored: RecordedEvent,
): string | null {
  if (stored.revision !== BigInt(length)) {
    return `Stream ${stored.streamId} lacks the event at revision ${length}: events have been cut off.`;
  }
  if (!kind.eventTypes.includes(stored.type)) return null;
  try {
    kind.fold(tables, id, stored);
    return null;
  } catch (error) {
    if (error instanceof MalformedEventError) return error.message;
    if (error instanceof GameError) return new kind.CorruptError(id, length, error).message;
    throw error;
  }
}

/**
 * Recognises a deletion by its revision, since any program may write an event of any type. A stream is deleted by
 * metadata that truncates it (`$tb`) before the highest possible revision, and permanently by an event at that revision.
 */
function isDeletion({ streamId, revision, data }: RecordedEvent): boolean {
  const last = isMetadata(streamId) ? Number((data as { $tb?: unknown } | null)?.$tb) : Number(revision);
  return last > Number.MAX_SAFE_INTEGER;
}

function isMetadata(stream: string): boolean {
  return stream.startsWith(METADATA_PREFIX);
}
