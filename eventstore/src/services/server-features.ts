import type { Handler } from "../grpc/grpc-server.ts";
import { MessageWriter, type WriteFields } from "../protocol/message-writer.ts";
import type { Service } from "../protocol/methods.ts";

/** The version of the server that this store imitates, as three numbers (`ServerFeatures.cs`). */
export const SERVER_VERSION = "24.10.4";

/** The features of methods that the server reports, by the last part of a service's name. */
const FEATURES: Readonly<Record<string, (method: string) => string[]>> = {
  streams: (method) => (method === "read" ? ["position", "events"] : []),
  persistentsubscriptions: () => ["stream", "all"],
  projections: (method) => (method === "create" ? ["track_emitted_streams"] : []),
};

/**
 * Serves `GetSupportedMethods`: lists the methods of this server. The official client checks it before it uses a method that
 * old servers lack. Without batchappend it would open a call for every append; without the methods that are only refused, it
 * would try HTTP, or blame the server's version.
 */
export function serveServerFeatures(services: readonly Service[]): Handler<unknown> {
  const paths = services.flatMap((service) => Object.values(service).map(({ path }) => path));
  // SupportedMethods in serverfeatures.proto.
  const supported = MessageWriter.write((methods) => {
    for (const path of paths) methods.message(1, describe(path));
    methods.text(2, SERVER_VERSION);
  });
  return (call) => call.send(supported);
}

/** Describes a method, in lower case, as clients expect. @param path such as "/event_store.client.streams.Streams/Read" */
function describe(path: string): WriteFields {
  const [, service = "", method = ""] = path.toLowerCase().split("/");
  const features = FEATURES[service.slice(service.lastIndexOf(".") + 1)]?.(method) ?? [];
  return (supported) => {
    supported.text(1, method).text(2, service);
    for (const feature of features) supported.text(3, feature);
  };
}
