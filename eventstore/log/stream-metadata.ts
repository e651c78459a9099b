import type { RecordedEvent } from "./events.ts";

/** What a stream's metadata says about which of its events may still be read. */
export interface StreamMetadata {
  /** only so many of the last events: 1 or more */
  readonly maxCount?: number;
  /** only events younger than this, in milliseconds */
  readonly maxAge?: number;
  /** only events from this revision on; {@link EVERYTHING} for a deleted stream */
  readonly truncateBefore?: number;
}

/**
 * The `$tb` that deletes a stream (softly: it may begin again): the greatest 64-bit integer. JSON.parse rounds it
 * to the nearest number there is.
 */
const EVERYTHING = 2 ** 63;
const EVERYTHING_AS_JSON = "9223372036854775807";

const MILLISECONDS_PER_SECOND = 1000;

/** What the server writes as metadata to delete a stream (`StorageWriterService.cs`, WriteDelete). */
export const DELETING_METADATA: Uint8Array = Buffer.from(`{"$tb":${EVERYTHING_AS_JSON}}`);

export function isDeleting(metadata: StreamMetadata): boolean {
  return metadata.truncateBefore === EVERYTHING;
}

/** What the server wants the values of metadata to be; it ignores keys of other names. */
const UNDERSTOOD: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["$maxCount", isLong],
  ["$maxAge", isLong],
  ["$tb", isLong],
  ["$cacheControl", isLong],
  ["$tmp", (value) => typeof value === "boolean"],
  ["$acl", (value) => typeof value === "object"],
]);

/**
 * Reads metadata as the server does (`StreamMetadata.cs`): numbers that are too small count as absent, and one value
 * that it does not understand makes it ignore the whole.
 *
 * @param event the last event of a metadata stream, if there is one
 */
export function parseMetadata(event: RecordedEvent | undefined): StreamMetadata {
  const json = event?.isJson ? parseObject(event.data) : undefined;
  if (json === undefined) return {};
  const isUnderstood = Object.entries(json).every(([key, value]) => UNDERSTOOD.get(key)?.(value) ?? true);
  if (!isUnderstood) return {};
  const { $maxCount, $maxAge, $tb } = json;
  return {
    ...(isNumberFrom(1, $maxCount) && { maxCount: $maxCount }),
    ...(isNumberFrom(1, $maxAge) && { maxAge: $maxAge * MILLISECONDS_PER_SECOND }),
    ...(isNumberFrom(0, $tb) && { truncateBefore: $tb }),
  };
}

/**
 * The metadata that lets a deleted stream begin again: as it was, but truncated before `revision`
 * (`StorageWriterService.cs`, SoftUndeleteRawMeta).
 */
export function undeletingMetadata(event: RecordedEvent, revision: number): Uint8Array {
  return Buffer.from(JSON.stringify({ ...parseObject(event.data), $tb: revision }));
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
    return isObject ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is a 64-bit integer, as far as JSON.parse lets that be seen. */
function isLong(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= EVERYTHING;
}

function isNumberFrom(least: number, value: unknown): value is number {
  return typeof value === "number" && value >= least;
}
