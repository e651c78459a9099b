import {
  constants,
  createServer,
  type Http2Server,
  type Http2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import { type AddressInfo, createServer as createListener, type Server, type Socket } from "node:net";
import { timeoutOf } from "./deadline.ts";
import { endAtOnce } from "./ending.ts";
import { onceProtocolIsKnown } from "./preface.ts";
import { type Decode, ServerCall } from "./server-call.ts";
import { type Status, StatusCode, StatusError } from "./status.ts";
import { UnkindCall } from "./unkind-call.ts";
import type { Unkindness } from "./unkindness.ts";

/** Serves one call: reads its requests and sends its responses. The call succeeds when it resolves, and fails when it rejects. */
export type Handler<Request> = (call: ServerCall<Request>) => Promise<void>;

interface GrpcServerOptions {
  /** the largest request that is taken, in bytes */
  readonly mostBytes: number;
  /** gives the status for an error that a handler has thrown */
  readonly statusOf: (error: unknown) => Status;
  /** serves a connection of a client that does not speak HTTP/2; without it such a connection is ended */
  readonly serveOthers?: (socket: Socket) => void;
  /** which failures to cause on purpose */
  readonly unkindness?: Unkindness | undefined;
}

/** Answers an incoming call. */
type Answer = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;

const UNKNOWN_METHOD = new StatusError(StatusCode.UNIMPLEMENTED, "There is no such method.");
const NOT_READY = new StatusError(StatusCode.UNAVAILABLE, "The server is not ready.");

/**
 * A gRPC server over Node's own HTTP/2, without TLS and compression
 * (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). It may listen before it has any methods; until then
 * it answers that it is not ready.
 */
export class GrpcServer {
  readonly #options: GrpcServerOptions;
  readonly #answers = new Map<string, Answer>();
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Map<Http2Session, Socket>();
  readonly #calls = new Set<{ abort(reason: StatusError): void }>();
  readonly #server: Http2Server;
  readonly #listener: Server;

  constructor(options: GrpcServerOptions) {
    this.#options = options;
    // Each call bounds its own memory: there a client can be made to wait, while Node's limit would end the call.
    this.#server = createServer({ maxSessionMemory: Number.MAX_SAFE_INTEGER });
    this.#listener = createListener((socket) => this.#accept(socket));
    this.#server.on("stream", (stream: ServerHttp2Stream, headers) => {
      stream.on("error", () => {}); // the call learns of it when the stream closes
      if (headers["content-type"]?.startsWith("application/grpc")) {
        const isReady = this.#answers.size > 0;
        const answer = this.#answers.get(String(headers[":path"]));
        (answer ?? refusal(isReady ? UNKNOWN_METHOD : NOT_READY))(stream, headers);
      } else {
        stream.respond({ ":status": constants.HTTP_STATUS_UNSUPPORTED_MEDIA_TYPE }, { endStream: true });
        stream.resume();
      }
    });
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => {}); // its session, or the HTTP/1.1 server, learns of it when the socket closes
    socket.once("close", () => this.#sockets.delete(socket));
    onceProtocolIsKnown(socket, (isHttp2) => {
      if (isHttp2) this.#begin(socket);
      else if (this.#options.serveOthers) this.#options.serveOthers(socket);
      else socket.destroy();
    });
  }

  #begin(socket: Socket): void {
    this.#server.once("session", (session) => {
      this.#sessions.set(session, socket);
      session.once("close", () => this.#sessions.delete(session));
    });
    this.#server.emit("connection", socket);
  }

  /**
   * Adds a method.
   *
   * @param path such as "/event_store.client.streams.Streams/Read"
   */
  serve<Request>(path: string, decode: Decode<Request>, handler: Handler<Request>): void {
    const { mostBytes, statusOf, unkindness } = this.#options;
    this.#answers.set(path, async (stream, headers) => {
      const { session } = stream;
      const hangUp = () => session && this.#sessions.get(session)?.destroy();
      const call = unkindness
        ? new UnkindCall(stream, headers, decode, mostBytes, unkindness.nextCall(path), hangUp)
        : new ServerCall(stream, headers, decode, mostBytes);
      this.#calls.add(call);
      const timeout = timeoutOf(headers);
      const deadline = timeout === undefined ? undefined : setTimeout(() => call.abort(tooLate()), timeout);
      try {
        await handler(call);
        call.end();
      } catch (error) {
        call.end(statusOf(call.reason ?? error));
      }
      this.#calls.delete(call);
      clearTimeout(deadline);
    });
  }

  /** Adds a method whose calls all fail with this status; their requests are not read. */
  refuse(path: string, status: Status): void {
    this.#answers.set(path, refusal(status));
  }

  /**
   * @param port 1 to 65535, or 0 for a free one
   * @returns the port that it listens on
   * @throws Node's error where it cannot
   */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#listener.on("error", reject);
      this.#listener.listen(port, host, () => resolve((this.#listener.address() as AddressInfo).port));
    });
  }

  /** Accepts no more connections and calls; resolves when the present ones have ended. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#listener.close(() => resolve()));
    for (const session of this.#sessions.keys()) session.close();
    await closed;
  }

  /** Ends all calls. */
  abortCalls(reason: StatusError): void {
    for (const call of [...this.#calls]) call.abort(reason);
  }

  /** Ends all connections at once, with the calls on them, even if the clients do not respond. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function refusal(status: Status): Answer {
  return (stream) => endAtOnce(stream, status);
}

function tooLate(): StatusError {
  return new StatusError(StatusCode.DEADLINE_EXCEEDED, "The time that the client had set is over.");
}
