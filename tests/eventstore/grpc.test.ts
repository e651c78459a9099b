import { once } from "node:events";
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { status } from "@grpc/grpc-js";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { GrpcServer, type Handler } from "../../eventstore/grpc/grpc-server.ts";
import { frame } from "../../eventstore/grpc/message-frames.ts";
import { StatusCode, StatusError } from "../../eventstore/grpc/status.ts";
import { framed, outcomeOf } from "./grpc-outcome.ts";

const MOST_BYTES = 1000;

let server: GrpcServer;
let session: ClientHttp2Session;
beforeEach(async () => {
  server = new GrpcServer({
    mostBytes: MOST_BYTES,
    statusOf: (error) => (error instanceof StatusError ? error : new StatusError(StatusCode.INTERNAL, "")),
  });
  const port = await server.listen(0, "127.0.0.1");
  session = connect(`http://127.0.0.1:${port}`);
  onTestFinished(async () => {
    session.destroy();
    await server.close();
  });
});

/** A method of texts. */
function serve(handler: Handler<string>): void {
  server.serve("/Test/Method", (bytes) => bytes.toString(), handler);
}

function call(headers: Record<string, string> = {}): ClientHttp2Stream {
  return session.request({
    ":method": "POST",
    ":path": "/Test/Method",
    "content-type": "application/grpc",
    te: "trailers",
    ...headers,
  });
}

const echo: Handler<string> = async (call) => {
  for await (const request of call.requests()) await call.send(Buffer.from(request));
};

const answerOnce: Handler<string> = async (call) => call.send(Buffer.from(await call.request()));

test("every request has its response, in order, and then all is well", async () => {
  serve(echo);
  const stream = call();
  stream.end(framed("one", "", "three"));
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.OK,
    body: framed("one", "", "three").toString(),
  });
});

test("a request may come in pieces", async () => {
  serve(echo);
  const stream = call();
  const outcome = outcomeOf(stream);
  for (const byte of framed("one", "two")) {
    const piece = Buffer.from([byte]);
    await new Promise((sent) => stream.write(piece, sent));
  }
  stream.end();
  expect(await outcome).toMatchObject({ code: status.OK, body: framed("one", "two").toString() });
});

test.each([
  ["larger than is taken", Buffer.concat([frame(Buffer.alloc(MOST_BYTES + 1))]), status.RESOURCE_EXHAUSTED],
  ["compressed", Buffer.from([1, 0, 0, 0, 1, 65]), status.UNIMPLEMENTED],
  ["cut off", framed("cut off").subarray(0, -1), status.INTERNAL],
  ["cut off in its length", framed("cut off").subarray(0, 3), status.INTERNAL],
])("a request that is %s is refused with a sentence", async (_, bytes, code) => {
  serve(echo);
  const stream = call();
  stream.end(bytes);
  const outcome = await outcomeOf(stream);
  expect(outcome.code).toBe(code);
  expect(outcome.message).toMatch(/^[A-Z].*\.$/);
});

test("the largest request that is taken", async () => {
  serve(answerOnce);
  const stream = call();
  stream.end(frame(Buffer.alloc(MOST_BYTES, "x")));
  expect(await outcomeOf(stream)).toMatchObject({ code: status.OK });
});

test.each([
  ["none", framed()],
  ["two", framed("one", "two")],
])("a call that takes one request is refused with %s", async (_, bytes) => {
  serve(answerOnce);
  const stream = call();
  stream.end(bytes);
  expect(await outcomeOf(stream)).toMatchObject({ code: status.UNIMPLEMENTED, body: "" });
});

test("a call that takes one request is refused with the second one, and waits for no more", async () => {
  serve(answerOnce);
  const stream = call();
  const outcome = outcomeOf(stream);
  stream.write(framed("one", "two"));
  expect(await outcome).toMatchObject({ code: status.UNIMPLEMENTED });
});

test("what a request that cannot be read lacks is in the status", async () => {
  server.serve(
    "/Test/Method",
    () => {
      throw new RangeError("It is too short.");
    },
    async (call) => {
      await call.request();
    },
  );
  const stream = call();
  stream.end(framed("?"));
  const { code, message } = await outcomeOf(stream);
  expect({ code, message }).toEqual({
    code: status.INTERNAL,
    message: "The request cannot be read: It is too short.",
  });
});

test("a failure after responses ends the call with its sentence and its metadata", async () => {
  serve(async (call) => {
    await call.send(Buffer.from("first"));
    throw new StatusError(StatusCode.NOT_FOUND, "100% gone: Łódź \ud83d", { "stream-name": "Łódź 1" });
  });
  const stream = call();
  stream.end(framed("?"));
  const { code, message, fields, body } = await outcomeOf(stream);
  expect({ code, message, body }).toEqual({
    code: status.NOT_FOUND,
    message: "100% gone: Łódź \ufffd",
    body: framed("first").toString(),
  });
  expect(fields["stream-name"]).toBe("%C5%81%C3%B3d%C5%BA 1");
});

test("a client that is still sending hears of a failure at once", async () => {
  serve(async (call) => {
    for await (const request of call.requests()) throw new StatusError(StatusCode.NOT_FOUND, request);
  });
  const stream = call();
  const outcome = outcomeOf(stream);
  stream.write(framed("first"));
  expect(await outcome).toMatchObject({ code: status.NOT_FOUND, message: "first" });
  stream.end(Buffer.alloc(1_000_000));
  await once(stream, "close");
});

test("a client that leaves in the middle has not sent its last request", async () => {
  let outcome: Promise<unknown> | undefined;
  serve((call) => {
    outcome = (async () => {
      for await (const _ of call.requests()) await call.send(Buffer.from("heard"));
      return "the client has sent everything";
    })();
    return outcome as Promise<void>;
  });
  const stream = call();
  stream.write(framed("first"));
  await once(stream, "data");
  stream.close(8);
  await expect(outcome).rejects.toThrow("The client has left.");
});

test("a client that takes nothing makes the server wait", async () => {
  let sent = 0;
  serve(async (call) => {
    for (; sent < 1000; sent += 1) await call.send(Buffer.alloc(10_000, "x"));
  });
  const stream = call();
  stream.end();
  await once(stream, "response");
  const before = async () => {
    const seen = sent;
    await new Promise((resolve) => session.ping(resolve));
    return sent - seen;
  };
  await expect.poll(before).toBe(0);
  expect(sent).toBeLessThan(100);
  expect((await outcomeOf(stream)).body).toHaveLength(1000 * (10_000 + 5));
});

test.each(["50m", "50000u", "50000000n"])(
  "a call ends when the client's time of %s is over",
  async (timeout) => {
    serve(
      (call) => new Promise((_, reject) => call.gone.addEventListener("abort", () => reject(new Error()))),
    );
    const began = performance.now();
    const stream = call({ "grpc-timeout": timeout });
    stream.end();
    expect(await outcomeOf(stream)).toMatchObject({ code: status.DEADLINE_EXCEEDED });
    expect(performance.now() - began).toBeGreaterThan(40);
  },
);

test.each(["1H", "99999999H", "1M", "10S", "soon", "50"])(
  "a call has time where the client gives it %s",
  async (timeout) => {
    serve(async (call) => {
      await new Promise((resolve) => setImmediate(resolve));
      await answerOnce(call);
    });
    const stream = call({ "grpc-timeout": timeout });
    stream.end(framed("in time"));
    expect(await outcomeOf(stream)).toMatchObject({ code: status.OK });
  },
);

test("a method that nobody serves, one that is refused, and what is no gRPC", async () => {
  server.refuse("/Test/Refused", new StatusError(StatusCode.UNIMPLEMENTED, "Use the other one."));
  const outcomes = [{}, { ":path": "/Test/Refused" }, { "content-type": "text/plain" }].map((headers) => {
    const stream = call(headers);
    stream.end(framed("?"));
    return outcomeOf(stream);
  });
  const [unknown, refused, foreign] = await Promise.all(outcomes);
  expect(unknown).toMatchObject({ code: status.UNIMPLEMENTED, message: "There is no such method." });
  expect(refused).toMatchObject({ code: status.UNIMPLEMENTED, message: "Use the other one." });
  expect(foreign).toMatchObject({ code: undefined, fields: { ":status": 415 } });
});

test("closing waits for the calls that are under way, and aborting ends them", async () => {
  serve(
    (call) => new Promise((_, reject) => call.gone.addEventListener("abort", () => reject(call.gone.reason))),
  );
  const stream = call();
  stream.end();
  const outcome = outcomeOf(stream);
  await once(session, "remoteSettings");
  await new Promise((resolve) => session.ping(resolve));
  const closed = server.close();
  server.abortCalls(new StatusError(StatusCode.UNAVAILABLE, "Try again later."));
  expect(await outcome).toMatchObject({ code: status.UNAVAILABLE, message: "Try again later." });
  await closed;
});
