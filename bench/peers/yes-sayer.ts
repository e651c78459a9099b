import { EventStoreDBClient } from "@eventstore/db-client";
import { GrpcServer } from "../../eventstore/src/grpc/grpc-server.ts";
import type { Append, AppendResult } from "../../eventstore/src/log/streams/append.ts";
import { ServerFeaturesService, StreamsService } from "../../eventstore/src/protocol/methods.ts";
import { toStatusError } from "../../eventstore/src/protocol/rpc-errors.ts";
import {
  type BatchAppendRequest,
  decodeBatchAppendRequest,
} from "../../eventstore/src/protocol/write-requests.ts";
import { batchResponse } from "../../eventstore/src/protocol/write-responses.ts";
import { serveServerFeatures } from "../../eventstore/src/services/server-features.ts";

/** What is acknowledged: an append, and its result. */
export interface Yes {
  readonly append: Append;
  readonly result: AppendResult;
}

const YES: Yes = {
  append: { stream: "", expected: "any", events: [] },
  result: { kind: "appended", revision: 1, position: 1 },
};

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
        const { append, result } = said ? await said : YES;
        call.write(batchResponse(request.correlationId, append, result));
      }
    });
    return new YesSayer(server, await server.listen(0, "127.0.0.1"));
  }

  async close(): Promise<void> {
    await this.client.dispose();
    await this.#server.close();
  }
}
