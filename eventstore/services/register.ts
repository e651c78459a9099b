import type { GrpcServer } from "../grpc/grpc-server.ts";
import type { Method } from "../grpc/server-call.ts";
import { GossipService, ServerFeaturesService, StreamsService } from "../protocol/generated.ts";
import { type Shape, STREAMS_REQUESTS } from "../protocol/message-shapes.ts";
import { checkSound } from "../protocol/sound-message.ts";
import { serveAppend } from "./append.ts";
import { serveBatchAppend } from "./batch-append.ts";
import { serveDelete, serveTombstone } from "./delete.ts";
import { serveGossip } from "./gossip.ts";
import { serveRead } from "./read.ts";
import { serveServerFeatures } from "./server-features.ts";
import type { Store } from "./store.ts";
import { registerUnserved, UNSERVED_SERVICES } from "./unserved.ts";

/** Makes a server answer all the calls of EventStoreDB's clients. */
export function registerServices(server: GrpcServer, store: Store): void {
  const services = [ServerFeaturesService, GossipService, StreamsService, ...UNSERVED_SERVICES];
  server.serve(ServerFeaturesService.getSupportedMethods, serveServerFeatures(services));
  server.serve(GossipService.read, serveGossip);
  const { append, batchAppend, delete: remove, tombstone, read } = StreamsService;
  server.serve(checked(append, STREAMS_REQUESTS.append), serveAppend(store));
  server.serve(checked(batchAppend, STREAMS_REQUESTS.batchAppend), serveBatchAppend(store));
  server.serve(checked(remove, STREAMS_REQUESTS.delete), serveDelete(store));
  server.serve(checked(tombstone, STREAMS_REQUESTS.tombstone), serveTombstone(store));
  server.serve(checked(read, STREAMS_REQUESTS.read), serveRead(store));
  registerUnserved(server);
}

/** The same method, reading only requests that are sound. */
function checked<Request, Response>(
  method: Method<Request, Response>,
  shape: Shape,
): Method<Request, Response> {
  const requestDeserialize = (bytes: Buffer) => {
    checkSound(bytes, shape);
    return method.requestDeserialize(bytes);
  };
  return { path: method.path, requestDeserialize, responseSerialize: method.responseSerialize };
}
