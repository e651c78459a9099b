const METASTREAM_PREFIX = "$$";

/** The stream that holds the metadata of `stream` (`SystemStreams.MetastreamOf`). */
export function metastreamOf(stream: string): string {
  return METASTREAM_PREFIX + stream;
}

/** Whether `stream` holds the metadata of another stream (`SystemStreams.IsMetastream`). */
export function isMetastream(stream: string): boolean {
  return stream.startsWith(METASTREAM_PREFIX);
}

/** The stream whose metadata `metastream` holds (`SystemStreams.OriginalStreamOf`). */
export function originalStreamOf(metastream: string): string {
  return metastream.slice(METASTREAM_PREFIX.length);
}
