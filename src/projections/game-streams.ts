import { STREAM_PREFIX } from "../persistence/event-mapping.ts";

/** EventStoreDB's prefix for the stream that holds another stream's metadata. */
export const METADATA_PREFIX = "$$";

/** The prefixes of the streams of games, and of their metadata, in which deletions are stored. */
export const PREFIXES: readonly string[] = [STREAM_PREFIX, METADATA_PREFIX + STREAM_PREFIX];

/** @returns whether the stream holds the metadata of another. */
export function isMetadata(stream: string): boolean {
  return stream.startsWith(METADATA_PREFIX);
}

/** @returns whether the stream holds the events or the metadata of a game. */
export function isOfGame(stream: string): boolean {
  return PREFIXES.some((prefix) => stream.startsWith(prefix));
}

/**
 * @param stream a stream for which `isOfGame` is true.
 * @returns the id of the game.
 */
export function gameIdOf(stream: string): string {
  const ofGame = isMetadata(stream) ? stream.slice(METADATA_PREFIX.length) : stream;
  return ofGame.slice(STREAM_PREFIX.length);
}
