import { EventStoreDBClient } from "@eventstore/db-client";
import { GrpcServer } from "../../eventstore/src/grpc/grpc-server.ts";
import { ServerFeaturesService, StreamsService } from "../../eventstore/src/protocol/methods.ts";
import { toStatusError } from "../../eventstore/src/protocol/rpc-errors.ts";
import {
  type BatchAppendRequest,
  decodeBatchAppendRequest,
} from "../../eventstore/src/protocol/write-requests.ts";
import { batchResponse } from "../../eventstore/src/protocol/write-responses.ts";
import { serveServerFeatures } from "../../eventstore/src/services/server-features.ts";

/** What the acknowledgement of an append says. */
export interface Yes {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

const YES: Yes = { stream: "", revision: 1, position: 1 };

/** Acknowledges every append without reading it, to measure what the client and the protocol cost. */
export class YesSayer {
  readonly client: EventStoreDBClient;
  readonly #server: GrpcServer;

  private constructor(server: GrpcServer, port: number) {
    this.#server = server;
    this.client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  }

  /** @param beforeYes called for each append, before the acknowledgement; may say what that says */
  static async start(
    beforeYes: (request: BatchAppendRequest) => Promise<Yes> | undefined = () => undefined,
  ): Promise<YesSayer> {
    const server = new GrpcServer({ mostBytes: 1024 * 1024, statusOf: toStatusError });
    const { getSupportedMethods } = ServerFeaturesService;
    server.serve(getSupportedMethods.path, () => {}, serveServerFeatures([StreamsService]));
    server.serve(StreamsService.batchAppend.path, decodeBatchAppendRequest, async (call) => {
      for await (const request of call.requests()) {
        const said = beforeYes(request);
        const { stream, ...result } = said ? await said : YES;
        const append = { stream, expected: "any", events: [] } as const;
        call.write(batchResponse(request.correlationId, append, { kind: "appended", ...result }));
      }
    });
    return new YesSayer(server, await server.listen(0, "127.0.0.1"));
  }

  async close(): Promise<void> {
    await this.client.dispose();
    await this.#server.close();
  }
}
