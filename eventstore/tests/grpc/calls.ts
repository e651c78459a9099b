import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { onTestFinished } from "vitest";
import { GrpcServer, type Handler } from "../../src/grpc/grpc-server.ts";
import { frame } from "../../src/grpc/message-frames.ts";
import { StatusCode, StatusError } from "../../src/grpc/status.ts";

/** The largest request that the server of {@link startServer} takes. */
export const MOST_BYTES = 1000;

/** A server without methods, for one test, and a connection to it. */
export interface ServerUnderTest {
  readonly server: GrpcServer;
  readonly session: ClientHttp2Session;
  /** Adds a method to the server whose requests are texts. */
  serve(handler: Handler<string>): void;
  /** Begins a call of this method. */
  call(headers?: Record<string, string>): ClientHttp2Stream;
}

export async function startServer(): Promise<ServerUnderTest> {
  const server = new GrpcServer({
    mostBytes: MOST_BYTES,
    statusOf: (error) => (error instanceof StatusError ? error : new StatusError(StatusCode.INTERNAL, "")),
  });
  const port = await server.listen(0, "127.0.0.1");
  const session = connect(`http://127.0.0.1:${port}`);
  onTestFinished(async () => {
    session.destroy();
    await server.close();
  });
  return {
    server,
    session,
    serve: (handler) => server.serve("/Test/Method", (bytes) => bytes.toString(), handler),
    call: (headers = {}) =>
      session.request({
        ":method": "POST",
        ":path": "/Test/Method",
        "content-type": "application/grpc",
        te: "trailers",
        ...headers,
      }),
  };
}

/** Returns the outcome of a call: status, sentence, all metadata, and the bytes of the responses. */
export async function outcomeOf(stream: ClientHttp2Stream) {
  let fields: Record<string, unknown> = {};
  const pieces: Buffer[] = [];
  stream.on("response", (headers) => {
    fields = { ...fields, ...headers };
  });
  stream.on("trailers", (trailers) => {
    fields = { ...fields, ...trailers };
  });
  stream.on("data", (piece) => pieces.push(piece));
  await once(stream, "end");
  return {
    code: fields["grpc-status"] === undefined ? undefined : Number(fields["grpc-status"]),
    message: decodeURI(String(fields["grpc-message"])),
    fields,
    body: Buffer.concat(pieces).toString(),
  };
}

/** Encodes messages as they are sent. */
export const framed = (...texts: string[]) => Buffer.concat(texts.map((text) => frame(Buffer.from(text))));

/** Answers each request with itself. */
export const echo: Handler<string> = async (call) => {
  for await (const request of call.requests()) await call.send(Buffer.from(request));
};

/** Rejects when the call is over. */
export const over: Handler<string> = (call) =>
  new Promise((_, reject) => call.gone.addEventListener("abort", () => reject(new Error("It is over."))));
