/** The methods of a service, by the names that the code uses. */
export type Service = Readonly<Record<string, { readonly path: string }>>;

/*
 * The services of EventStoreDB's protocol and the paths of their methods, as in the server's .proto files. A test
 * compares them with the official client's generated code, which takes a quarter of a second to load.
 */

export const GossipService = service("gossip.Gossip", "read");
export const MonitoringService = service("monitoring.Monitoring", "stats");
export const OperationsService = service(
  "operations.Operations",
  "startScavenge",
  "stopScavenge",
  "shutdown",
  "mergeIndexes",
  "resignNode",
  "setNodePriority",
  "restartPersistentSubscriptions",
);
export const PersistentSubscriptionsService = service(
  "persistent_subscriptions.PersistentSubscriptions",
  "create",
  "update",
  "delete",
  "read",
  "getInfo",
  "replayParked",
  "list",
  "restartSubsystem",
);
export const ProjectionsService = service(
  "projections.Projections",
  "create",
  "update",
  "delete",
  "statistics",
  "disable",
  "enable",
  "reset",
  "state",
  "result",
  "restartSubsystem",
);
export const ServerFeaturesService = service("server_features.ServerFeatures", "getSupportedMethods");
export const StreamsService = service(
  "streams.Streams",
  "read",
  "append",
  "delete",
  "tombstone",
  "batchAppend",
);
export const UsersService = service(
  "users.Users",
  "create",
  "update",
  "delete",
  "disable",
  "enable",
  "details",
  "changePassword",
  "resetPassword",
);

function service<Method extends string>(name: string, ...methods: readonly Method[]) {
  const entries = methods.map((method) => {
    const upper = method.charAt(0).toUpperCase() + method.slice(1);
    return [method, { path: `/event_store.client.${name}/${upper}` }];
  });
  return Object.fromEntries(entries) as Record<Method, { readonly path: string }>;
}
