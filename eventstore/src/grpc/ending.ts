import type { ServerHttp2Stream } from "node:http2";
import type { Status } from "./status.ts";

/** The head of every response. */
export const RESPONSE_HEADERS = {
  ":status": 200,
  "content-type": "application/grpc+proto",
  "grpc-accept-encoding": "identity",
} as const;

/** Ends a call to which nothing has been sent yet. */
export function endAtOnce(stream: ServerHttp2Stream, status: Status): void {
  stream.respond({ ...RESPONSE_HEADERS, ...trailersOf(status) }, { endStream: true });
  takeNoMore(stream);
}

/** Ends a call to which responses have been sent, after the last of them. */
export function endAfterResponses(stream: ServerHttp2Stream, status: Status): void {
  stream.once("wantTrailers", () => stream.sendTrailers(trailersOf(status)));
  stream.end();
  takeNoMore(stream);
}

/** The longest sentence that is sent whole: names of streams are part of it, and they may have megabytes. */
const MOST_CHARACTERS = 1000;

function trailersOf({ code, details, metadata }: Status): Record<string, string> {
  const shown = details.length > MOST_CHARACTERS ? `${details.slice(0, MOST_CHARACTERS)}…` : details;
  // Half a character, at which encodeURI would throw, becomes the sign for what cannot be shown.
  const wellFormed = Buffer.from(shown).toString();
  return { ...metadata, "grpc-status": String(code), "grpc-message": encodeURI(wellFormed) };
}

/** What a client goes on sending is thrown away. */
function takeNoMore(stream: ServerHttp2Stream): void {
  stream.removeAllListeners("readable");
  stream.resume();
}
