import type { ServerCall } from "../grpc/server-call.ts";
import { MessageWriter } from "../protocol/message-writer.ts";
import { encodeTime } from "../protocol/numbers.ts";

/** VNodeState in gossip.proto. */
const LEADER = 8;

/**
 * Serves `Gossip/Read`: answers with a cluster of one node, at the address that the client has used. Clients call it to
 * discover the nodes of a cluster (esdb+discover://).
 */
export async function serveGossip(call: ServerCall<unknown>): Promise<void> {
  const { hostname, port } = new URL(`http://${call.authority}`);
  // ClusterInfo in gossip.proto.
  const cluster = MessageWriter.write((info) =>
    info.message(1, (member) =>
      member
        .integer(2, encodeTime(Date.now()))
        .integer(3, LEADER)
        .integer(4, 1)
        .message(5, (endPoint) => endPoint.text(1, hostname).integer(2, Number(port))),
    ),
  );
  await call.send(cluster);
}
