import { randomBytes } from "node:crypto";
import { GrpcServer, type Handler } from "../../eventstore/src/grpc/grpc-server.ts";
import type { ServerCall } from "../../eventstore/src/grpc/server-call.ts";
import { ServerFeaturesService, StreamsService } from "../../eventstore/src/protocol/methods.ts";
import { decodeReadRequest, type ReadRequest } from "../../eventstore/src/protocol/read-request.ts";
import { confirmationResponse, eventResponse } from "../../eventstore/src/protocol/read-responses.ts";
import { toStatusError } from "../../eventstore/src/protocol/rpc-errors.ts";
import { MessageReader } from "../../eventstore/src/protocol/wire.ts";
import {
  type BatchAppendRequest,
  decodeBatchAppendRequest,
  decodeStreamOptions,
} from "../../eventstore/src/protocol/write-requests.ts";
import { batchResponse } from "../../eventstore/src/protocol/write-responses.ts";
import { serveServerFeatures } from "../../eventstore/src/services/server-features.ts";
import { bytesOf, firstMove } from "../games.ts";
import { LONG_STREAM } from "../store-works.ts";

/** The responses of one piece, as the store sends them. */
const PIECE = 100;

/**
 * Serves a store that stores nothing: it counts the events of each stream, and gives as many that were encoded beforehand.
 * So it shows how fast the client is.
 *
 * @returns the port.
 */
export async function serveCannedStore(): Promise<number> {
  const server = new GrpcServer({ mostBytes: 4 * 1024 * 1024, statusOf: toStatusError });
  const store = new CannedStore();
  const { getSupportedMethods } = ServerFeaturesService;
  server.serve(getSupportedMethods.path, () => {}, serveServerFeatures([StreamsService]));
  server.serve(StreamsService.read.path, decodeReadRequest, store.read);
  server.serve(StreamsService.batchAppend.path, decodeBatchAppendRequest, store.append);
  return server.listen(0, "127.0.0.1");
}

class CannedStore {
  readonly #counts = new Map<string, number>();
  readonly #subscribers = new Map<string, ServerCall<ReadRequest>>();
  readonly #events = cannedEvents();

  readonly append: Handler<BatchAppendRequest> = async (call) => {
    let stream = "";
    for await (const { correlationId, options, events, isFinal } of call.requests()) {
      if (options) ({ stream } = decodeStreamOptions(new MessageReader(options)));
      const count = (this.#counts.get(stream) ?? 0) + events.length;
      this.#counts.set(stream, count);
      const request = { stream, expected: "any", events: [] } as const;
      if (isFinal) {
        call.write(
          batchResponse(correlationId, request, { kind: "appended", revision: count - 1, position: 1 }),
        );
      }
      const subscriber = this.#subscribers.get(stream);
      if (subscriber) await this.#send(subscriber, events.length);
    }
  };

  readonly read: Handler<ReadRequest> = async (call) => {
    const { stream, count } = await call.request();
    if (count !== "subscription") {
      return this.#send(call, stream === undefined ? count : (this.#counts.get(stream) ?? 0));
    }
    await call.send(confirmationResponse("canned"));
    if (stream === undefined) await this.#send(call, LONG_STREAM);
    else this.#subscribers.set(stream, call);
    await new Promise((resolve) => call.gone.addEventListener("abort", resolve));
  };

  async #send(call: ServerCall<ReadRequest>, count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += PIECE) {
      await call.send(...this.#events.slice(sent, Math.min(sent + PIECE, count)));
    }
  }
}

function cannedEvents(): Uint8Array[] {
  const { data, metadata } = bytesOf(firstMove);
  const event = { stream: "canned", type: firstMove.type, isJson: true, created: Date.now(), data, metadata };
  return Array.from({ length: LONG_STREAM }, (_, revision) =>
    eventResponse({ ...event, position: revision + 1, revision, id: randomBytes(16) }, false),
  );
}
