import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js";
import type { Empty } from "@eventstore/db-client/generated/shared_pb.js";
import type { ServerCall } from "../grpc/server-call.ts";
import { gossip } from "../protocol/generated.ts";

/**
 * `Gossip/Read`: a cluster of one. A client that is told to discover the nodes of a cluster (esdb+discover://) asks
 * this; it gets back the address at which it has just found this node.
 */
export async function serveGossip(call: ServerCall<Empty, ClusterInfo>): Promise<void> {
  const { hostname, port } = new URL(`http://${call.authority}`);
  const endPoint = new gossip.EndPoint().setAddress(hostname).setPort(Number(port));
  const node = new gossip.MemberInfo()
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setTimeStamp(`${Date.now()}0000`)
    .setHttpEndPoint(endPoint);
  await call.send(new gossip.ClusterInfo().setMembersList([node]));
}
