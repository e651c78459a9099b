import { randomBytes, randomUUID } from "node:crypto";
import { GrpcServer } from "../../eventstore/src/grpc/grpc-server.ts";
import { StreamsService } from "../../eventstore/src/protocol/methods.ts";
import { eventResponse } from "../../eventstore/src/protocol/read-responses.ts";
import { toStatusError } from "../../eventstore/src/protocol/rpc-errors.ts";
import { bytesOf, firstMove } from "../games.ts";

/**
 * Serves the same events, encoded beforehand, for every read, to measure the client alone. The name of the stream is the
 * number of events.
 *
 * @returns the port.
 */
export async function serveCannedEvents(): Promise<number> {
  const server = new GrpcServer({ mostBytes: 1024 * 1024, statusOf: toStatusError });
  const answers = new Map<number, Uint8Array[]>();
  const decode = (bytes: Buffer) => Number(/events-(\d+)/.exec(bytes.toString("latin1"))?.[1]);
  server.serve(StreamsService.read.path, decode, async (call) => {
    const count = await call.request();
    const answer = answers.get(count) ?? encodedEvents(count);
    answers.set(count, answer);
    for (let sent = 0; sent < count; sent += 100) await call.send(...answer.slice(sent, sent + 100));
  });
  return server.listen(0, "127.0.0.1");
}

function encodedEvents(count: number): Uint8Array[] {
  const stream = `game-${randomUUID()}`;
  const { data, metadata } = bytesOf(firstMove);
  const event = { stream, type: firstMove.type, isJson: true, created: Date.now(), data, metadata };
  return Array.from({ length: count }, (_, revision) =>
    eventResponse({ ...event, position: revision + 1, revision, id: randomBytes(16) }, false),
  );
}
