import type { Handler } from "../grpc/grpc-server.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { readAll } from "./read-all.ts";
import { readStream } from "./read-stream.ts";
import { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";
import { subscribeToAll } from "./subscribe-to-all.ts";
import { subscribeToStream } from "./subscribe-to-stream.ts";

/** Serves `Read`: all reads and subscriptions, of one stream or of all. */
export function serveRead(store: Store): Handler<ReadRequest> {
  return async (call) => {
    const request = await call.request();
    const responses = new ResponseStream(call, request, store.log);
    const { stream, count } = request;
    if (count === "subscription") {
      if (stream === undefined) await subscribeToAll(store, request, responses);
      else await subscribeToStream(store, stream, request, responses);
    } else if (stream === undefined) await readAll(store.log, count, request, responses);
    else await readStream(store, stream, count, request, responses);
  };
}
