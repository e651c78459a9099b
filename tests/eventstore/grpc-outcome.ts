import { once } from "node:events";
import type { ClientHttp2Stream } from "node:http2";
import { frame } from "../../eventstore/grpc/message-frames.ts";

/** What came back: the status, its sentence, all the metadata, and the responses as they were sent. */
export async function outcomeOf(stream: ClientHttp2Stream) {
  let fields: Record<string, unknown> = {};
  const pieces: Buffer[] = [];
  stream.on("response", (headers) => {
    fields = { ...fields, ...headers };
  });
  stream.on("trailers", (trailers) => {
    fields = { ...fields, ...trailers };
  });
  stream.on("data", (piece) => pieces.push(piece));
  await once(stream, "end");
  return {
    code: fields["grpc-status"] === undefined ? undefined : Number(fields["grpc-status"]),
    message: decodeURI(String(fields["grpc-message"])),
    fields,
    body: Buffer.concat(pieces).toString(),
  };
}

/** Messages as they go into the stream of a call. */
export const framed = (...texts: string[]) => Buffer.concat(texts.map((text) => frame(Buffer.from(text))));
