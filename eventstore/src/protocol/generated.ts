/**
 * The services of EventStoreDB's protocol and the paths of their methods, as generated code that comes with the
 * official client. It is CommonJS without named exports that Node can see, so that only its default exports can be
 * imported; this file gives them names.
 */
import gossipService from "@eventstore/db-client/generated/gossip_grpc_pb.js";
import monitoringService from "@eventstore/db-client/generated/monitoring_grpc_pb.js";
import operationsService from "@eventstore/db-client/generated/operations_grpc_pb.js";
import persistentService from "@eventstore/db-client/generated/persistent_grpc_pb.js";
import projectionsService from "@eventstore/db-client/generated/projections_grpc_pb.js";
import serverFeaturesService from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js";
import streamsService from "@eventstore/db-client/generated/streams_grpc_pb.js";
import usersService from "@eventstore/db-client/generated/users_grpc_pb.js";
export const { GossipService } = gossipService;
export const { MonitoringService } = monitoringService;
export const { OperationsService } = operationsService;
export const { PersistentSubscriptionsService } = persistentService;
export const { ProjectionsService } = projectionsService;
export const { ServerFeaturesService } = serverFeaturesService;
export const { StreamsService } = streamsService;
export const { UsersService } = usersService;
