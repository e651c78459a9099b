import { once } from "node:events";
import { status } from "@grpc/grpc-js";
import { beforeEach, expect, test } from "vitest";
import type { Handler } from "../../src/grpc/grpc-server.ts";
import { frame } from "../../src/grpc/message-frames.ts";
import { StatusCode, StatusError } from "../../src/grpc/status.ts";
import { echo, framed, MOST_BYTES, outcomeOf, over, type ServerUnderTest, startServer } from "./calls.ts";

let session: ServerUnderTest["session"];
let server: ServerUnderTest["server"];
let serve: ServerUnderTest["serve"];
let call: ServerUnderTest["call"];
beforeEach(async () => {
  ({ server, session, serve, call } = await startServer());
});

const answerOnce: Handler<string> = async (call) => call.send(Buffer.from(await call.request()));

test("every request has its response, in order, and then all is well", async () => {
  serve(echo);
  const stream = call({ "content-type": "application/grpc+proto" });
  stream.end(framed("one", "", "three"));
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.OK,
    message: "",
    body: framed("one", "", "three").toString(),
  });
});

test("a request that breaks off is refused", async () => {
  serve(echo);
  const stream = call();
  stream.end(framed("first", "cut off").subarray(0, -1));
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.INTERNAL,
    message: "The last message breaks off.",
    body: framed("first").toString(),
  });
});

test("a request that is larger than is taken is refused", async () => {
  serve(echo);
  const stream = call();
  stream.end(frame(Buffer.alloc(MOST_BYTES + 1)));
  expect(await outcomeOf(stream)).toMatchObject({ code: status.RESOURCE_EXHAUSTED, body: "" });
});

test.each([
  ["none", framed()],
  ["two", framed("one", "two")],
])("a call that takes one request is refused with %s", async (_, bytes) => {
  serve(answerOnce);
  const stream = call();
  stream.end(bytes);
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.UNIMPLEMENTED,
    message: "The call takes one request, not fewer and not more.",
    body: "",
  });
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
    throw new StatusError(StatusCode.NOT_FOUND, "100% gone: Łódź \ud83d", { "stream-name": "Łódź 🎲 1" });
  });
  const stream = call();
  stream.end(framed("?"));
  const { code, message, fields, body } = await outcomeOf(stream);
  expect({ code, message, body }).toEqual({
    code: status.NOT_FOUND,
    message: "100% gone: Łódź \ufffd",
    body: framed("first").toString(),
  });
  expect(fields["stream-name"]).toBe("%C5%81%C3%B3d%C5%BA %F0%9F%8E%B2 1");
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

test("a call ends when the client's time is over", async () => {
  serve(over);
  const began = performance.now();
  const stream = call({ "grpc-timeout": "50m" });
  stream.end();
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.DEADLINE_EXCEEDED,
    message: "The time that the client had set is over.",
  });
  expect(performance.now() - began).toBeGreaterThan(40);
});

test("a server that serves nothing yet says so", async () => {
  const stream = call();
  stream.end(framed("?"));
  expect(await outcomeOf(stream)).toMatchObject({
    code: status.UNAVAILABLE,
    message: "The server is not ready.",
  });
});

test("a method that nobody serves, one that is refused, and what is no gRPC", async () => {
  serve(echo);
  server.refuse("/Test/Refused", new StatusError(StatusCode.UNIMPLEMENTED, "Use the other one."));
  const outcomes = [
    { ":path": "/Test/Unknown" },
    { ":path": "/Test/Refused" },
    { "content-type": "text/plain" },
  ].map((headers) => {
    const stream = call(headers);
    stream.end(framed("?"));
    return outcomeOf(stream);
  });
  const [unknown, refused, foreign] = await Promise.all(outcomes);
  expect(unknown).toMatchObject({ code: status.UNIMPLEMENTED, message: "There is no such method." });
  expect(refused).toMatchObject({ code: status.UNIMPLEMENTED, message: "Use the other one." });
  expect(foreign).toMatchObject({ code: undefined, fields: { ":status": 415 } });
});

test("a request that does not say what it is is no gRPC", async () => {
  const stream = session.request({ ":method": "POST", ":path": "/Test/Method" });
  stream.end();
  expect(await outcomeOf(stream)).toMatchObject({ fields: { ":status": 415 } });
});

test("a client that names the host in the old way", async () => {
  serve(async (call) => call.send(Buffer.from(call.authority)));
  const stream = call({ host: "old.example:1234" });
  stream.end();
  expect((await outcomeOf(stream)).body).toBe(framed("old.example:1234").toString());
});

test("an error is named after its class", () => {
  expect(String(new StatusError(StatusCode.NOT_FOUND, "It is gone."))).toBe("StatusError: It is gone.");
});
