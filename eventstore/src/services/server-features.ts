import type { Handler } from "../grpc/grpc-server.ts";
import { MessageWriter, type WriteFields } from "../protocol/message-writer.ts";
import type { Service } from "../protocol/methods.ts";

/** The version of the server whose answers this one gives; three numbers, as the server has it (`ServerFeatures.cs`). */
export const SERVER_VERSION = "24.10.4";

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
export function serveServerFeatures(services: readonly Service[]): Handler<unknown> {
  const paths = services.flatMap((service) => Object.values(service).map(({ path }) => path));
  // SupportedMethods in serverfeatures.proto.
  const supported = MessageWriter.write((methods) => {
    for (const path of paths) methods.message(1, describe(path));
    methods.text(2, SERVER_VERSION);
  });
  return (call) => call.send(supported);
}

/** @param path such as "/event_store.client.streams.Streams/Read"; clients want it in lower case */
function describe(path: string): WriteFields {
  const [, service = "", method = ""] = path.toLowerCase().split("/");
  const features = FEATURES[service.slice(service.lastIndexOf(".") + 1)]?.(method) ?? [];
  return (supported) => {
    supported.text(1, method).text(2, service);
    for (const feature of features) supported.text(3, feature);
  };
}
