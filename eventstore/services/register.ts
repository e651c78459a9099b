import type { Server } from "@grpc/grpc-js";
import { GossipService, ServerFeaturesService, StreamsService } from "../protocol/generated.ts";
import { serveAppend } from "./append.ts";
import { serveBatchAppend } from "./batch-append.ts";
import { serveDelete, serveTombstone } from "./delete.ts";
import { serveGossip } from "./gossip.ts";
import { serveRead } from "./read.ts";
import { serveServerFeatures } from "./server-features.ts";
import type { Store } from "./store.ts";
import { registerUnserved, UNSERVED_SERVICES } from "./unserved.ts";

/** Makes a server answer all the calls of EventStoreDB's clients. */
export function registerServices(server: Server, store: Store): void {
  const services = [ServerFeaturesService, GossipService, StreamsService, ...UNSERVED_SERVICES];
  server.addService(ServerFeaturesService, { getSupportedMethods: serveServerFeatures(services) });
  server.addService(GossipService, { read: serveGossip() });
  server.addService(StreamsService, {
    append: serveAppend(store),
    batchAppend: serveBatchAppend(store),
    delete: serveDelete(store),
    tombstone: serveTombstone(store),
    read: serveRead(store),
  });
  registerUnserved(server);
}
