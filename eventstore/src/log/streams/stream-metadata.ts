import type { RecordedEvent } from "../events.ts";

/** The parts of a stream's metadata that limit which of its events can be read. */
export interface StreamMetadata {
  /** only this many of the last events, 1 or more */
  readonly maxCount?: number;
  /** only events younger than this, in milliseconds */
  readonly maxAge?: number;
  /** only events from this revision on; {@link EVERYTHING} for a deleted stream */
  readonly truncateBefore?: number;
}

/**
 * The `$tb` that deletes a stream softly (it may begin again): the greatest 64-bit integer. JSON.parse rounds it to 2 ** 63,
 * as it does greater numbers, so only the digits show which number it is.
 */
const EVERYTHING = 2 ** 63;
const EVERYTHING_AS_JSON = "9223372036854775807";
const DELETION = new RegExp(`"\\$tb"\\s*:\\s*${EVERYTHING_AS_JSON}\\s*[,}]`);

const MILLISECONDS_PER_SECOND = 1000;

/** The longest time of .NET (`TimeSpan.MaxValue`), in seconds. */
const LONGEST_TIME = 922_337_203_685;

/** The metadata that the server writes to delete a stream (`StorageWriterService.cs`, WriteDelete). */
export const DELETING_METADATA: Uint8Array = Buffer.from(`{"$tb":${EVERYTHING_AS_JSON}}`);

export function isDeleting(metadata: StreamMetadata): boolean {
  return metadata.truncateBefore === EVERYTHING;
}

/** Checks of the values of metadata, as the server makes them; it ignores other keys. */
const UNDERSTOOD: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["$maxCount", isLong],
  ["$maxAge", isTime],
  ["$tb", isLong],
  ["$cacheControl", isTime],
  ["$tmp", (value) => typeof value === "boolean"],
  ["$acl", isAcl],
]);

/** The roles of an access control list: who may read, write, delete, and the same for the metadata itself. */
const ROLES = ["$r", "$w", "$d", "$mr", "$mw"];

/**
 * Reads metadata as the server does (`StreamMetadata.cs`): it ignores numbers that are too small, and it ignores all the
 * metadata if one value is of a wrong kind.
 *
 * @param event the last event of a metadata stream, if there is one
 */
export function parseMetadata(event: RecordedEvent | undefined): StreamMetadata {
  const json = event?.isJson ? parseObject(event.data) : undefined;
  if (event === undefined || json === undefined) return {};
  const { $tb, ...others } = json;
  const deletes = $tb === EVERYTHING && DELETION.test(textOf(event.data));
  const understood = Object.entries(deletes ? others : json).every(
    ([key, value]) => UNDERSTOOD.get(key)?.(value) ?? true,
  );
  if (!understood) return {};
  const { $maxCount, $maxAge } = json;
  return {
    ...(isNumberFrom(1, $maxCount) && { maxCount: $maxCount }),
    ...(isNumberFrom(1, $maxAge) && { maxAge: $maxAge * MILLISECONDS_PER_SECOND }),
    ...(isNumberFrom(0, $tb) && { truncateBefore: $tb }),
  };
}

/**
 * Makes the metadata with which a deleted stream begins again: unchanged, but truncated before `revision`
 * (`StorageWriterService.cs`, SoftUndeleteRawMeta).
 */
export function undeletingMetadata(event: RecordedEvent, revision: number): Uint8Array {
  return Buffer.from(JSON.stringify({ ...parseObject(event.data), $tb: revision }));
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(textOf(bytes));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns whether a value is a 64-bit integer. The greatest few count as too great, since JSON.parse rounds them up. */
function isLong(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) < EVERYTHING;
}

function isTime(seconds: unknown): boolean {
  return isLong(seconds) && Math.abs(seconds as number) <= LONGEST_TIME;
}

function isAcl(value: unknown): boolean {
  return (
    isObject(value) && Object.entries(value).every(([key, roles]) => ROLES.includes(key) && areRoles(roles))
  );
}

function areRoles(value: unknown): boolean {
  return [value].flat().every((role) => typeof role === "string");
}

function isNumberFrom(least: number, value: unknown): value is number {
  return typeof value === "number" && value >= least;
}
