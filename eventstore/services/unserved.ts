import type { Server, ServiceDefinition, UntypedHandleCall } from "@grpc/grpc-js";
import {
  MonitoringService,
  OperationsService,
  PersistentSubscriptionsService,
  ProjectionsService,
  UsersService,
} from "../protocol/generated.ts";
import { type RpcError, unimplemented } from "../protocol/rpc-errors.ts";

/** What EventStoreDB offers and this store does not, and what to use in its place. */
const UNSERVED: ReadonlyArray<readonly [service: ServiceDefinition, sentence: string]> = [
  [
    PersistentSubscriptionsService,
    "The embedded event store does not serve persistent subscriptions: use subscribeToStream or subscribeToAll and keep a checkpoint, or connect to EventStoreDB.",
  ],
  [
    ProjectionsService,
    "The embedded event store does not run projections: fold the events of a subscription yourself, or connect to EventStoreDB.",
  ],
  [
    UsersService,
    "The embedded event store has no users: whoever can reach it on this computer may read and write; for users and passwords connect to EventStoreDB.",
  ],
  [
    OperationsService,
    "The embedded event store has no operations such as scavenging: its file never loses an event; to administer a server connect to EventStoreDB.",
  ],
  [
    MonitoringService,
    "The embedded event store keeps no statistics: to monitor a server connect to EventStoreDB.",
  ],
];

export const UNSERVED_SERVICES: readonly ServiceDefinition[] = UNSERVED.map(([service]) => service);

/** Lets every call of a service that is not served end in a sentence that says so. */
export function registerUnserved(server: Server): void {
  for (const [service, sentence] of UNSERVED) {
    const methods = Object.entries(service);
    const refusals = methods.map(([name, { responseStream }]) => [name, refuse(responseStream, sentence)]);
    // What is refused anyway need not be understood.
    const unread = methods.map(([name, method]) => [name, { ...method, requestDeserialize: () => ({}) }]);
    server.addService(Object.fromEntries(unread), Object.fromEntries(refusals));
  }
}

function refuse(responseStream: boolean, sentence: string): UntypedHandleCall {
  const error = unimplemented(sentence);
  type AnyCall = { emit(event: "error", error: RpcError): void };
  return responseStream
    ? (call: AnyCall) => call.emit("error", error)
    : (_call: AnyCall, callback: (error: RpcError) => void) => callback(error);
}
