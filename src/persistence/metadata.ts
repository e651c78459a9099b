import type { RecordedEvent } from "@eventstore/db-client";

/** @returns the id that the event shares with everything of its story; undefined if its metadata has none. */
export function correlationIdOf(stored: RecordedEvent | undefined): string | undefined {
  return idIn(stored, "$correlationId");
}

/** @returns the id of the command or the event that led to the event; undefined if its metadata has none. */
export function causationIdOf(stored: RecordedEvent): string | undefined {
  return idIn(stored, "$causationId");
}

/** Reads a text of the metadata, which may be anything: other programs write events, too. */
function idIn(stored: RecordedEvent | undefined, name: string): string | undefined {
  const { metadata } = stored ?? {};
  if (typeof metadata !== "object" || metadata === null) return undefined;
  const id: unknown = Reflect.get(metadata, name);
  return typeof id === "string" && id !== "" ? id : undefined;
}
