import type { SupportedMethod, SupportedMethods } from "@eventstore/db-client/generated/serverfeatures_pb.js";
import type { Empty } from "@eventstore/db-client/generated/shared_pb.js";
import type { Handler } from "../grpc/grpc-server.ts";
import { serverFeatures } from "../protocol/generated.ts";
import type { Service } from "./unserved.ts";

/** The version of the server whose answers this one gives; three numbers, as the server has it (`ServerFeatures.cs`). */
const SERVER_VERSION = "24.10.0";

/** What the server says about its methods beyond their names, by the last part of a service's name. */
const FEATURES: Readonly<Record<string, (method: string) => string[]>> = {
  streams: (method) => (method === "read" ? ["position", "events"] : []),
  persistentsubscriptions: () => ["stream", "all"],
  projections: (method) => (method === "create" ? ["track_emitted_streams"] : []),
};

/**
 * `GetSupportedMethods`: which calls this server answers. The official client looks here before it uses a call that
 * old servers lack: without batchappend it would open a new call for every append, and without those that are only
 * refused it would try HTTP, or blame the server's version.
 */
export function serveServerFeatures(services: readonly Service[]): Handler<Empty, SupportedMethods> {
  const methods = services.flatMap((service) => Object.values(service).map(({ path }) => describe(path)));
  const supported = new serverFeatures.SupportedMethods()
    .setMethodsList(methods)
    .setEventStoreServerVersion(SERVER_VERSION);
  return (call) => call.send(supported);
}

/** @param path such as "/event_store.client.streams.Streams/Read"; clients want it in lower case */
function describe(path: string): SupportedMethod {
  const [, service = "", method = ""] = path.toLowerCase().split("/");
  const features = FEATURES[service.slice(service.lastIndexOf(".") + 1)]?.(method) ?? [];
  return new serverFeatures.SupportedMethod()
    .setServiceName(service)
    .setMethodName(method)
    .setFeaturesList(features);
}
