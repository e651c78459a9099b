import type { Server, ServiceDefinition } from "@grpc/grpc-js";
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
export function registerServices(server: Server, store: Store): void {
  const services = [ServerFeaturesService, GossipService, StreamsService, ...UNSERVED_SERVICES];
  server.addService(checked(ServerFeaturesService), { getSupportedMethods: serveServerFeatures(services) });
  server.addService(checked(GossipService), { read: serveGossip() });
  server.addService(checked(StreamsService, STREAMS_REQUESTS), {
    append: serveAppend(store),
    batchAppend: serveBatchAppend(store),
    delete: serveDelete(store),
    tombstone: serveTombstone(store),
    read: serveRead(store),
  });
  registerUnserved(server);
}

/** The same service, reading only requests that are sound; those without a shape have no fields to speak of. */
function checked(
  service: ServiceDefinition,
  shapes: Readonly<Record<string, Shape>> = {},
): ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer) => {
      checkSound(bytes, shapes[name] ?? {});
      return method.requestDeserialize(bytes);
    };
    return [name, { ...method, requestDeserialize }];
  });
  return Object.fromEntries(methods);
}
