import { existsSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { EventStoreDBClient, jsonEvent, UnavailableError } from "@eventstore/db-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { PortUnavailableError } from "../src/errors.ts";
import { GrpcServer } from "../src/grpc/grpc-server.ts";
import { EventLog } from "../src/log/event-log.ts";
import { type EventStoreServerOptions, startEventStoreServer } from "../src/server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const event = () => jsonEvent({ type: "event", data: {} });

async function startServer(options: Partial<EventStoreServerOptions> = {}) {
  const server = await startEventStoreServer({ file: ":memory:", ...options });
  onTestFinished(() => server.close());
  return server;
}

function clientOf(connectionString: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(connectionString);
  onTestFinished(() => client.dispose());
  return client;
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const answer = (connected: boolean) => {
      socket.destroy();
      resolve(connected);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
    socket.once("timeout", () => answer(false));
  });
}

test("only this computer can reach it, and only at 127.0.0.1", async () => {
  const { port, connectionString } = await startServer();
  expect(connectionString).toBe(`esdb://127.0.0.1:${port}?tls=false`);
  expect(await canConnect("127.0.0.1", port)).toBe(true);
  const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  for (const host of ["::1", "127.0.0.2", ...others.map(({ address }) => address)]) {
    if (host !== "127.0.0.1") expect(await canConnect(host, port)).toBe(false);
  }
});

test("a port in use is an error of its own, and nothing is made or stays open", async () => {
  const { port } = await startServer();
  const file = join(temporaryFolder(), "new", "store.db");
  const error = await startEventStoreServer({ file, port }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(PortUnavailableError);
  expect(String(error)).toContain(`Port ${port} on 127.0.0.1 is in use`);
  expect(existsSync(dirname(file))).toBe(false);
  await startServer({ file });
});

test("a port is free again where the file will not do", async () => {
  const { port, close } = await startServer();
  await close();
  await expect(startEventStoreServer({ file: temporaryFolder(), port })).rejects.toThrow("is a folder");
  await startServer({ port });
});

test("a port that the system keeps to itself is one sentence", async () => {
  const refused = Object.assign(new Error("listen EACCES: permission denied"), { code: "EACCES" });
  const listen = vi.spyOn(GrpcServer.prototype, "listen").mockRejectedValueOnce(refused);
  onTestFinished(() => listen.mockRestore());
  await expect(startServer({ port: 80 })).rejects.toThrow(
    "Port 80 on 127.0.0.1 is kept by the operating system: choose another port.",
  );
});

test("a port that cannot be is refused before there is a file", async () => {
  const file = join(temporaryFolder(), "store.db");
  for (const port of [-1, 65536, 1.5, Number.NaN, "2113"]) {
    await expect(startEventStoreServer({ file, port } as never)).rejects.toThrow(
      new RangeError("The option port takes a whole number from 0 to 65535."),
    );
  }
  expect(existsSync(file)).toBe(false);
});

test("a file that is no path is one sentence", async () => {
  for (const file of [undefined, 3, new URL("file:///store.db")]) {
    await expect(startEventStoreServer({ file } as never)).rejects.toThrow(
      new TypeError('The option file takes a path, or ":memory:".'),
    );
  }
});

test("closing leaves nobody waiting, and what was acknowledged is kept", async () => {
  const file = join(temporaryFolder(), "store.db");
  const server = await startServer({ file });
  const client = clientOf(server.connectionString);
  await client.appendToStream("stream", event());
  const subscription = client.subscribeToStream("stream");
  const ended = new Promise((resolve) => subscription.once("error", resolve));
  await new Promise((resolve) => subscription.once("caughtUp", resolve));
  const appends = Array.from({ length: 100 }, () => client.appendToStream("stream", event()));
  await Promise.race(appends);
  const [outcomes] = await Promise.all([Promise.allSettled(appends), server.close(), server.close()]);
  expect(await ended).toBeInstanceOf(UnavailableError);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason);
  for (const failure of failures) expect(failure).toBeInstanceOf(UnavailableError);
  const log = await EventLog.open(file);
  expect(log.lastRevision("stream")).toBeGreaterThanOrEqual(outcomes.length - failures.length);
  log.close();
});

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");

test.each([
  ["says nothing", Buffer.alloc(0)],
  ["breaks off", PREFACE.subarray(0, 10)],
  ["has no calls", PREFACE],
])("closing does not wait for a connection that %s and never hangs up", async (_, greeting) => {
  const { port, close } = await startServer();
  // It does not read, so it does not notice the server's GOAWAY.
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  onTestFinished(() => {
    socket.destroy();
  });
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("connect", resolve));
  await new Promise((resolve) => socket.write(greeting, resolve));
  // The server knows this connection, because it has served a later one.
  const other = clientOf(`esdb://127.0.0.1:${port}?tls=false`);
  await other.appendToStream("stream", event());
  await other.dispose();
  const began = performance.now();
  await close();
  expect(performance.now() - began).toBeLessThan(2000);
});

test("a client goes on with a server that is started again", async () => {
  const file = join(temporaryFolder(), "store.db");
  const first = await startServer({ file });
  const client = clientOf(first.connectionString);
  await client.appendToStream("stream", event());
  await first.close();
  await startServer({ file, port: first.port });
  const append = () => client.appendToStream("stream", event()).then((result) => result.nextExpectedRevision);
  // The first attempt may still go to the old connection.
  await expect.poll(() => append().catch(() => undefined)).toBe(1n);
});

test("a client that discovers the nodes of a cluster finds one", async () => {
  const { port } = await startServer();
  const client = clientOf(`esdb+discover://127.0.0.1:${port}?tls=false`);
  expect((await client.appendToStream("stream", event())).success).toBe(true);
});
