import { STREAM_PREFIX } from "../persistence/event-mapping.ts";

/** What EventStoreDB puts before the name of a stream to name the stream of its metadata. */
const METADATA_PREFIX = "$$";

/** The streams that tell of games: their own, and those of their metadata, where it is written that one is deleted. */
export const PREFIXES: readonly string[] = [STREAM_PREFIX, METADATA_PREFIX + STREAM_PREFIX];

/** @returns whether the stream is the metadata of another. */
export function isMetadata(stream: string): boolean {
  return stream.startsWith(METADATA_PREFIX);
}

/** @returns whether the stream, or the one that it is the metadata of, is a game. */
export function isOfGame(stream: string): boolean {
  return PREFIXES.some((prefix) => stream.startsWith(prefix));
}

/** @param stream one that `isOfGame`. */
export function gameIdOf(stream: string): string {
  const ofGame = isMetadata(stream) ? stream.slice(METADATA_PREFIX.length) : stream;
  return ofGame.slice(STREAM_PREFIX.length);
}
