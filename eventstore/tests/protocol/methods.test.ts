import gossip from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import monitoring from "@eventstore/db-client/generated/monitoring_grpc_pb.js";
import operations from "@eventstore/db-client/generated/operations_grpc_pb.js";
import persistent from "@eventstore/db-client/generated/persistent_grpc_pb.js";
import projections from "@eventstore/db-client/generated/projections_grpc_pb.js";
import serverFeatures from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import streams from "@eventstore/db-client/generated/streams_grpc_pb.js";
import users from "@eventstore/db-client/generated/users_grpc_pb.js";
import { expect, test } from "vitest";
import * as methods from "../../src/protocol/methods.ts";

/** The services, by their names in the official client's generated code. */
const GENERATED: Readonly<Record<string, Readonly<Record<string, { readonly path: string }>>>> = {
  GossipService: gossip.GossipService,
  MonitoringService: monitoring.MonitoringService,
  OperationsService: operations.OperationsService,
  PersistentSubscriptionsService: persistent.PersistentSubscriptionsService,
  ProjectionsService: projections.ProjectionsService,
  ServerFeaturesService: serverFeatures.ServerFeaturesService,
  StreamsService: streams.StreamsService,
  UsersService: users.UsersService,
};

test("the services and their methods are those of the official client", () => {
  const paths = Object.entries(GENERATED).map(([name, service]) => [
    name,
    Object.fromEntries(Object.entries(service).map(([method, { path }]) => [method, { path }])),
  ]);
  expect({ ...methods }).toEqual(Object.fromEntries(paths));
});
