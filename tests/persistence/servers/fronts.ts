import { readFileSync } from "node:fs";
import {
  connect,
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";
import { fileURLToPath } from "node:url";
import gossip from "@eventstore/db-client/generated/gossip_pb.js";
import statuses from "@eventstore/db-client/generated/status_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Listener } from "./lossy-proxy.ts";

const { Any } = any;
const { Empty } = empty;

/** Returns the path of a certificate in `certificates/`. */
export const certificate = (name: string) =>
  fileURLToPath(new URL(`certificates/${name}.pem`, import.meta.url));

/** A front's own answer: a gRPC status, a gRPC message, or silence; undefined passes the call to the store. */
export type Reply = { status: OutgoingHttpHeaders } | { message: Uint8Array } | "silence" | undefined;

export interface FrontOptions {
  /** The name of the certificate for TLS; without it, the front does not use TLS. */
  readonly certificate?: string;
  /** Answers a call instead of the store. */
  readonly reply?: (path: string, headers: IncomingHttpHeaders) => Reply;
  /** Changes a message of the store's answer. */
  readonly change?: (path: string, message: Uint8Array) => Uint8Array;
}

/** Starts a server in front of a store that adds what the embedded store lacks: TLS, users, other nodes. */
export async function front(
  storePort: number,
  { certificate: shown, reply, change }: FrontOptions = {},
): Promise<Listener> {
  const server: Http2Server = shown
    ? createSecureServer({ key: readFileSync(certificate("key")), cert: readFileSync(certificate(shown)) })
    : createServer();
  const store = connect(`http://127.0.0.1:${storePort}`).on("error", () => {});
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => sessions.add(session.on("error", () => {})));
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    const path = String(headers[":path"]);
    const replied = reply?.(path, headers);
    if (replied === "silence") return;
    if (!replied) passOn(stream, store.request(headers), change && ((message) => change(path, message)));
    else if ("status" in replied) stream.respond({ ...GRPC, ...replied.status }, { endStream: true });
    else send(stream, replied.message);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      store.destroy();
      for (const session of sessions) session.destroy();
    },
  };
}

const GRPC = { ":status": 200, "content-type": "application/grpc" };

function framed(message: Uint8Array): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function send(stream: ServerHttp2Stream, message: Uint8Array): void {
  stream.respond(GRPC, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(framed(message));
}

function passOn(
  stream: ServerHttp2Stream,
  upstream: ReturnType<ReturnType<typeof connect>["request"]>,
  change?: (message: Uint8Array) => Uint8Array,
): void {
  let trailers: OutgoingHttpHeaders = {};
  upstream.on("error", () => stream.close());
  upstream.on("trailers", (received) => {
    trailers = received;
  });
  upstream.on("response", (headers, flags) => {
    const endStream = (flags & 1) !== 0; // END_STREAM: a status without a message
    stream.respond(headers, { endStream, waitForTrailers: !endStream });
    if (endStream) return;
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    if (change) upstream.pipe(changing(change)).pipe(stream);
    else upstream.pipe(stream);
  });
  stream.pipe(upstream);
  stream.on("close", () => upstream.close());
}

/** Splits a stream into gRPC messages and changes each. */
function changing(change: (message: Uint8Array) => Uint8Array): Transform {
  let rest = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _, done) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
        const end = 5 + rest.readUInt32BE(1);
        this.push(framed(change(rest.subarray(5, end))));
        rest = rest.subarray(end);
      }
      done();
    },
  });
}

/** Returns a leader's answer to an append that it has written and not replicated. */
export function notReadyInsteadOf(message: Uint8Array): Uint8Array {
  const answer = streams.BatchAppendResp.deserializeBinary(message);
  const details = new Any();
  details.pack(new Empty().serializeBinary(), "google.protobuf.Empty");
  return answer
    .setError(new statuses.Status().setMessage("Server Is Not Ready").setDetails(details))
    .serializeBinary();
}

/** Returns an error status: number, message, and the metadata from which the client recognises its errors. */
export const refusal = (status: number, message: string, metadata: OutgoingHttpHeaders = {}): Reply => ({
  status: { "grpc-status": String(status), "grpc-message": encodeURIComponent(message), ...metadata },
});

/** Returns the answer of a node that is not the leader (source: the server's `RpcExceptions.cs`). */
export const notLeader = (leaderPort: number): Reply =>
  refusal(5, "Leader info available", {
    exception: "not-leader",
    "leader-endpoint-host": "localhost",
    "leader-endpoint-port": String(leaderPort),
  });

export const { LEADER, FOLLOWER, UNKNOWN } = gossip.MemberInfo.VNodeState;

/** Returns a gossip answer with the state and port of each node. */
export function gossiped(members: readonly (readonly [state: number, port: number])[]): Reply {
  const cluster = new gossip.ClusterInfo();
  for (const [state, port] of members) {
    const endPoint = new gossip.EndPoint().setAddress("localhost").setPort(port);
    const member = new gossip.MemberInfo()
      .setState(state as never)
      .setIsAlive(true)
      .setHttpEndPoint(endPoint);
    cluster.addMembers(member);
  }
  return { message: cluster.serializeBinary() };
}
