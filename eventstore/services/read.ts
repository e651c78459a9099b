import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Handler } from "../grpc/grpc-server.ts";
import { invalidArgument } from "../protocol/rpc-errors.ts";
import { readAll } from "./read-all.ts";
import { readStream } from "./read-stream.ts";
import { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";
import { subscribeToAll } from "./subscribe-to-all.ts";
import { subscribeToStream } from "./subscribe-to-stream.ts";

/** `Read`: one call for everything that gives events, of one stream or of all, once or as a subscription. */
export function serveRead(store: Store): Handler<ReadReq, ReadResp> {
  return async (call) => {
    const options = (await call.request()).getOptions();
    if (options === undefined) throw invalidArgument("The read has no options.");
    await answer(store, options, new ResponseStream(call, options, store.log));
  };
}

async function answer(store: Store, options: ReadReq.Options, responses: ResponseStream): Promise<void> {
  const stream = options.getStream();
  const all = options.getAll();
  if (options.hasSubscription()) {
    if (stream) return subscribeToStream(store, stream, responses);
    if (all) return subscribeToAll(store, options, all, responses);
  } else if (options.hasCount()) {
    if (stream) return readStream(store.log, options, stream, responses);
    if (all) return readAll(store.log, options, all, responses);
  }
  throw invalidArgument("The read must be of a stream or of all, and either once or as a subscription.");
}
