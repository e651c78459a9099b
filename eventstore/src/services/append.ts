import type { Handler } from "../grpc/grpc-server.ts";
import type { ServerCall } from "../grpc/server-call.ts";
import { type Append, append } from "../log/streams/append.ts";
import { ProposedEvents } from "../protocol/proposed-events.ts";
import { invalidArgument } from "../protocol/rpc-errors.ts";
import type { AppendRequest, StreamOptions } from "../protocol/write-requests.ts";
import { appendResponse } from "../protocol/write-responses.ts";
import type { Store } from "./store.ts";

/** Serves `Append`: one append in one call, first its options, then its events one by one. */
export function serveAppend({ commits }: Store): Handler<AppendRequest> {
  return async (call) => {
    const request = await receive(call);
    const result = await commits.submit((log) => append(log, request));
    await call.send(appendResponse(request, result));
  };
}

async function receive(call: ServerCall<AppendRequest>): Promise<Append> {
  const proposed = new ProposedEvents();
  let options: StreamOptions | undefined;
  for await (const message of call.requests()) {
    options ??= message.options;
    if (options === undefined) throw invalidArgument("The first message of an append must be its options.");
    if (message.event) proposed.add(message.event);
  }
  if (options === undefined) throw invalidArgument("The append is empty.");
  return { stream: options.stream, expected: options.expected, events: proposed.events };
}
