import { once } from "node:events";
import { constants } from "node:http2";
import { status } from "@grpc/grpc-js";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { ServerCall } from "../../src/grpc/server-call.ts";
import { StatusCode, StatusError } from "../../src/grpc/status.ts";
import { echo, framed, outcomeOf, over, type ServerUnderTest, startServer } from "./calls.ts";

let server: ServerUnderTest["server"];
let session: ServerUnderTest["session"];
let serve: ServerUnderTest["serve"];
let call: ServerUnderTest["call"];
beforeEach(async () => {
  ({ server, session, serve, call } = await startServer());
});

/** Serves a method. @returns the outcome of its only call */
function served(
  handler: (call: ServerCall<string>) => Promise<string | undefined>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    serve((call) => {
      const outcome = handler(call);
      resolve(outcome);
      return outcome as Promise<unknown> as Promise<void>;
    });
  });
}

test("a client that leaves in the middle has not sent its last request", async () => {
  const outcome = served(async (call) => {
    for await (const _ of call.requests()) await call.send(Buffer.from("heard"));
    return "the client has sent everything";
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

test("closing waits for the calls that are under way, and aborting ends them", async () => {
  serve(over);
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

test.each([
  ["without an error", constants.NGHTTP2_NO_ERROR],
  ["because it cancels", constants.NGHTTP2_CANCEL],
  ["with an error", constants.NGHTTP2_INTERNAL_ERROR],
])("a client that takes nothing and leaves %s is not waited for", async (_, code) => {
  const outcome = served(async (call) => {
    for (;;) await call.send(Buffer.alloc(10_000, "x"));
  });
  const stream = call();
  stream.on("error", () => {});
  stream.write(framed("which nobody reads"));
  await once(stream, "response");
  stream.close(code);
  await expect(outcome).rejects.toThrow();
});

test("what is said to a client that has left is lost", async () => {
  const outcome = served(
    (call) =>
      new Promise((resolve, reject) => {
        const speak = () => {
          call.write(Buffer.from("response"));
          call.end();
        };
        call.gone.addEventListener("abort", () => {
          try {
            speak();
            setImmediate(() => resolve("no harm"));
          } catch (error) {
            reject(error);
          }
        });
      }),
  );
  const stream = call();
  stream.write(framed("first"));
  await once(session, "remoteSettings");
  await new Promise((resolve) => session.ping(resolve));
  stream.close(constants.NGHTTP2_CANCEL);
  expect(await outcome).toBe("no harm");
});

test("a call that has ended stays as it ended", async () => {
  const outcome = served(async (call) => {
    await call.request();
    call.end();
    call.write(Buffer.from("late"));
    call.end(new StatusError(StatusCode.INTERNAL, "Late."));
    return "no harm";
  });
  const stream = call();
  stream.end(framed("?"));
  expect(await outcomeOf(stream)).toMatchObject({ code: status.OK, body: "" });
  expect(await outcome).toBe("no harm");
});

test("a call that has come to its end is forgotten", async () => {
  let gone: AbortSignal | undefined;
  serve(async (call) => {
    ({ gone } = call);
    await echo(call);
  });
  const stream = call();
  stream.end(framed("?"));
  await outcomeOf(stream);
  await expect.poll(() => gone?.aborted).toBe(true);
  const aborted = vi.spyOn(ServerCall.prototype, "abort");
  onTestFinished(() => aborted.mockRestore());
  server.abortCalls(new StatusError(StatusCode.UNAVAILABLE, "Try again later."));
  expect(aborted).not.toHaveBeenCalled();
});

test("a connection that is over is forgotten", async () => {
  await once(session, "remoteSettings");
  session.destroy();
  // Sessions of clients and servers have the same base class, which Node does not export.
  const destroyed = vi.spyOn(Object.getPrototypeOf(Object.getPrototypeOf(session)), "destroy");
  onTestFinished(() => destroyed.mockRestore());
  const known = () => {
    destroyed.mockClear();
    server.destroy();
    return destroyed.mock.calls.length;
  };
  await expect.poll(known).toBe(0);
});

test("destroying ends the calls and the connections that are under way", async () => {
  const begun = new Promise<void>((resolve) => {
    serve((call) => {
      resolve();
      return over(call);
    });
  });
  const stream = call();
  stream.on("error", () => {});
  stream.write(framed("first"));
  await begun;
  const ended = once(session, "close");
  server.destroy();
  await ended;
});

test("what clients do not take keeps nobody from calling", async () => {
  let written = 0;
  serve(async (call) => {
    if ((await call.request()) === "much") call.write(Buffer.alloc(6_000_000));
    written += 1;
  });
  for (let number = 1; number <= 3; number += 1) {
    const stream = call();
    stream.end(framed("much"));
    await once(stream, "response");
    expect(written).toBe(number);
  }
  const stream = call();
  stream.end(framed("little"));
  expect(await outcomeOf(stream)).toMatchObject({ code: status.OK });
});
