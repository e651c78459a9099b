import type { GrpcServer } from "../grpc/grpc-server.ts";
import { GossipService, ServerFeaturesService, StreamsService } from "../protocol/methods.ts";
import { decodeReadRequest } from "../protocol/read-request.ts";
import {
  decodeAppendRequest,
  decodeBatchAppendRequest,
  decodeDeleteRequest,
} from "../protocol/write-requests.ts";
import { serveAppend } from "./append.ts";
import { serveBatchAppend } from "./batch-append.ts";
import { serveDelete, serveTombstone } from "./delete.ts";
import { serveGossip } from "./gossip.ts";
import { serveRead } from "./read.ts";
import { serveServerFeatures } from "./server-features.ts";
import type { Store } from "./store.ts";
import { registerUnserved, UNSERVED_SERVICES } from "./unserved.ts";

/** Adds all methods of EventStoreDB's protocol to a server. */
export function registerServices(server: GrpcServer, store: Store): void {
  const services = [ServerFeaturesService, GossipService, StreamsService, ...UNSERVED_SERVICES];
  const { getSupportedMethods } = ServerFeaturesService;
  const { append, batchAppend, delete: remove, tombstone, read } = StreamsService;
  server.serve(getSupportedMethods.path, unread, serveServerFeatures(services));
  server.serve(GossipService.read.path, unread, serveGossip);
  server.serve(append.path, decodeAppendRequest, serveAppend(store));
  server.serve(batchAppend.path, decodeBatchAppendRequest, serveBatchAppend(store));
  server.serve(remove.path, decodeDeleteRequest, serveDelete(store));
  server.serve(tombstone.path, decodeDeleteRequest, serveTombstone(store));
  server.serve(read.path, decodeReadRequest, serveRead(store));
  registerUnserved(server);
}

/** Decodes a request whose content is not needed. */
function unread(): void {}
