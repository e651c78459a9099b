import type { ServerHttp2Stream } from "node:http2";
import type { Status } from "./status.ts";

/** The HTTP headers of every response. */
export const RESPONSE_HEADERS = {
  ":status": 200,
  "content-type": "application/grpc+proto",
  "grpc-accept-encoding": "identity",
} as const;

/** Ends a call before any response has been sent. */
export function endAtOnce(stream: ServerHttp2Stream, status: Status): void {
  stream.respond({ ...RESPONSE_HEADERS, ...trailersOf(status) }, { endStream: true });
  takeNoMore(stream);
}

/** Ends a call after its last response. */
export function endAfterResponses(stream: ServerHttp2Stream, status: Status): void {
  stream.once("wantTrailers", () => stream.sendTrailers(trailersOf(status)));
  stream.end();
  takeNoMore(stream);
}

/** The most characters of a sentence that are sent: it may name a stream, and such a name may have megabytes. */
const MOST_CHARACTERS = 1000;

function trailersOf({ code, details, metadata }: Status): Record<string, string> {
  const shown = details.length > MOST_CHARACTERS ? `${details.slice(0, MOST_CHARACTERS)}…` : details;
  // encodeURI throws for half of a surrogate pair. This replaces it with U+FFFD.
  const wellFormed = Buffer.from(shown).toString();
  return { ...metadata, "grpc-status": String(code), "grpc-message": encodeURI(wellFormed) };
}

/** Discards everything that the client still sends. */
function takeNoMore(stream: ServerHttp2Stream): void {
  stream.removeAllListeners("readable");
  stream.resume();
}
