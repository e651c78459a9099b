import shared from "@eventstore/db-client/generated/shared_pb.js";
import streamsService from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { credentials } from "@grpc/grpc-js";
import { v4 as uuid } from "uuid";

/**
 * Appends an event that is marked as JSON and is not JSON. It uses the protocol directly, because the official client
 * cannot do that.
 *
 * @param address the address of the store, such as "esdb://127.0.0.1:2113".
 */
export async function appendUnreadableBytes(
  address: string,
  stream: string,
  type: string,
  bytes: string,
): Promise<void> {
  const client = new streamsService.StreamsClient(
    address.replace("esdb://", ""),
    credentials.createInsecure(),
  );
  const name = new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString("base64"));
  const options = new streams.AppendReq.Options().setStreamIdentifier(name).setAny(new shared.Empty());
  const event = new streams.AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(uuid()))
    .setData(Buffer.from(bytes).toString("base64"));
  event.getMetadataMap().set("type", type).set("content-type", "application/json");
  try {
    await new Promise<void>((resolve, reject) => {
      const call = client.append((error) => (error ? reject(error) : resolve()));
      call.write(new streams.AppendReq().setOptions(options));
      call.write(new streams.AppendReq().setProposedMessage(event));
      call.end();
    });
  } finally {
    client.close();
  }
}
