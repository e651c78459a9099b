import type { GrpcServer } from "../grpc/grpc-server.ts";
import {
  MonitoringService,
  OperationsService,
  PersistentSubscriptionsService,
  ProjectionsService,
  type Service,
  UsersService,
} from "../protocol/methods.ts";
import { unimplemented } from "../protocol/rpc-errors.ts";

/** The services that this store lacks, and sentences that say what to use instead. */
const UNSERVED: ReadonlyArray<readonly [service: Service, sentence: string]> = [
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

export const UNSERVED_SERVICES: readonly Service[] = UNSERVED.map(([service]) => service);

/** Adds methods that refuse all calls of these services. */
export function registerUnserved(server: GrpcServer): void {
  for (const [service, sentence] of UNSERVED) {
    for (const { path } of Object.values(service)) server.refuse(path, unimplemented(sentence));
  }
}
