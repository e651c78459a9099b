import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { binaryEvent, jsonEvent, START, StreamDeletedError, streamNameFilter } from "@eventstore/db-client";
import { status } from "@grpc/grpc-js";
import { expect, onTestFinished, test, vi } from "vitest";
import { EventLog } from "../src/log/event-log.ts";
import { GroupCommit } from "../src/log/group-commit.ts";
import { LARGEST_PAGE } from "../src/log/pages.ts";
import { allFromStart, batchAppendOf, RawClient, streamFromStart } from "./support/raw-client.ts";
import { startStore } from "./support/running-store.ts";

const event = () => jsonEvent({ type: "event", data: {} });

test("a subscriber that does not read is sent no more than it takes, and harms nobody", async () => {
  const reads = vi.spyOn(EventLog.prototype, "readAllForwards");
  onTestFinished(() => reads.mockRestore());
  const { server, client } = await startStore();
  const slow = await new RawClient(server.port).subscribeAndStopReading(allFromStart());
  const kilobytes10 = () => binaryEvent({ type: "large", data: Buffer.alloc(10_000) });
  const events = 20 * 64;
  for (let appended = 0; appended < events; appended += 64) {
    await client.appendToStream("stream", Array.from({ length: 64 }, kilobytes10));
  }
  const eventsRead = reads.mock.results.reduce((sum, { value }) => sum + value.length, 0);
  expect(eventsRead).toBeLessThan(events / 4);

  // Meanwhile others receive everything, and so does the slow one when it continues.
  let others = 0;
  for await (const _ of client.readAll()) others += 1;
  expect(others).toBe(events);
  let received = 0;
  const all = new Promise<void>((resolve) => {
    slow.on("data", (response) => {
      if (response.hasEvent()) received += 1;
      if (received === events) resolve();
    });
  });
  slow.resume();
  await all;
  slow.cancel();
});

test("a subscriber that looks through a long log for something rare keeps nobody waiting", async () => {
  const events = 100_000;
  const stranger = { stream: "s", revision: 0, id: randomBytes(16), type: "t", isJson: false, created: 0 };
  const reads = vi.spyOn(EventLog.prototype, "readAllForwards").mockImplementation((from, limit) =>
    Array.from({ length: Math.max(0, Math.min(limit, events - from)) }, (_, place) => {
      return { ...stranger, position: from + place, data: Buffer.alloc(0), metadata: Buffer.alloc(0) };
    }),
  );
  onTestFinished(() => reads.mockRestore());
  const { client } = await startStore();
  const filter = streamNameFilter({ prefixes: ["rare"], checkpointInterval: events });
  const subscription = client.subscribeToAll({ fromPosition: START, filter });
  await once(subscription, "confirmation");
  await client.appendToStream("stream", event());
  expect(reads.mock.calls.length).toBeLessThan(events / LARGEST_PAGE / 2);
  await subscription.unsubscribe();
});

test("a subscriber whose pattern takes for ever hears of it, and others are served", async () => {
  const { client } = await startStore();
  const stream = `${"a".repeat(40)}!`;
  await client.appendToStream(stream, event());
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex: "^(a+)+$" }) });
  const [error] = await once(subscription, "error");
  expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  expect(String(error)).toContain("The regular expression '^(a+)+$' takes too long: simplify it.");
  expect(await client.appendToStream(stream, event())).toMatchObject({ nextExpectedRevision: 1n });
});

test("a writer of many small appends is made to wait when their answers are long in coming", async () => {
  const { server, client } = await startStore();
  let answer = (_: unknown) => {};
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  const submitted = vi.spyOn(GroupCommit.prototype, "submit").mockReturnValue(answered);
  onTestFinished(() => submitted.mockRestore());
  const writer = new RawClient(server.port).batchAppend();
  const appends = 1000;
  const stream = "long".padEnd(20_000, "-");
  for (let number = 0; number < appends; number += 1) writer.write(batchAppendOf(stream, "id"));
  const further = async () => {
    const before = submitted.mock.calls.length;
    // Answering the others takes longer than the next appends.
    for (let number = 0; number < 50; number += 1) await client.getStreamMetadata("others");
    return submitted.mock.calls.length - before;
  };
  await expect.poll(() => submitted.mock.calls.length, { timeout: 30_000 }).toBeGreaterThan(300);
  await expect.poll(further, { timeout: 10_000 }).toBe(0);
  expect(submitted.mock.calls.length).toBeLessThan(appends / 2);
  answer({ kind: "appended", revision: 0, position: 1 });
  writer.resume();
  await expect.poll(() => submitted.mock.calls.length, { timeout: 30_000 }).toBe(appends);
  writer.cancel();
});

test("a client that vanishes is forgotten, even if there was nothing to send it", async () => {
  const { server, client } = await startStore();
  const sockets: Socket[] = [];
  const proxy = createServer((socket) => {
    const onwards = connect(server.port, "127.0.0.1");
    sockets.push(socket, onwards);
    for (const end of [socket, onwards]) end.on("error", () => {});
    socket.pipe(onwards).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.close();
  });
  const looks = vi.spyOn(EventLog.prototype, "readStreamForwards");
  onTestFinished(() => looks.mockRestore());
  const looksFor = async (stream: string) => {
    looks.mockClear();
    await client.appendToStream("busy", event());
    await new Promise((resolve) => setImmediate(resolve));
    return looks.mock.calls.filter(([page]) => page.stream === stream).length;
  };
  const vanishing = new RawClient((proxy.address() as { port: number }).port);
  await vanishing.subscribeAndStopReading(streamFromStart("quiet"));
  await expect.poll(() => looksFor("quiet")).toBe(1);

  for (const socket of sockets) socket.destroy();
  vanishing.close();
  await expect.poll(() => looksFor("quiet")).toBe(0);
});

test("a subscriber that finds nothing hears how far the search has come when it is caught up", async () => {
  const { client } = await startStore();
  const { position: last } = await client.appendToStream("stream", [event(), event()]);
  const heard: unknown[] = [];
  const subscription = client.subscribeToAll({
    filter: streamNameFilter({
      prefixes: ["no-such"],
      checkpointInterval: 1000,
      checkpointReached: async (_subscription, position) => {
        heard.push(position.commit);
      },
    }),
  });
  subscription.on("data", () => {});
  await new Promise((resolve) => subscription.once("caughtUp", resolve));
  expect(heard).toEqual([last?.commit]);
  await subscription.unsubscribe();
});

test("a stream whose metadata stream is deleted for good can be deleted for good only", async () => {
  const { client } = await startStore();
  await client.appendToStream("stream", event());
  await client.tombstoneStream("$$stream");
  await expect(client.deleteStream("stream")).rejects.toThrow(StreamDeletedError);
  await expect(client.setStreamMetadata("stream", { maxCount: 1 })).rejects.toThrow(StreamDeletedError);
  await client.tombstoneStream("stream");
});

test("a link is given as it is, or together with the event that it stands for", async () => {
  const { client } = await startStore();
  await client.appendToStream("games@home", jsonEvent({ type: "started", data: { by: "Ann" } }));
  await client.appendToStream("gone", event());
  await client.tombstoneStream("gone");
  await client.appendToStream("cut", event());
  await client.setStreamMetadata("cut", { truncateBefore: 1 });
  await client.setStreamMetadata("old", { maxAge: 1 });
  await client.appendToStream("old", event());
  const gone = async () => (await client.readStream("old")[Symbol.asyncIterator]().next()).done;
  await expect.poll(gone, { timeout: 5000 }).toBe(true);
  const resolved = ["0@games@home", " +0 @games@home", "-1@games@home"];
  const unresolved = ["7@games@home", "-2@games@home", "0@nowhere", "0@gone", "0@cut", "0@old"];
  const nonsense = ["nonsense", "zero@games@home", "0@"];
  const links = [...resolved, ...unresolved, ...nonsense];
  const linkTo = (target: string) => binaryEvent({ type: "$>", data: Buffer.from(target) });
  await client.appendToStream("links", links.map(linkTo));
  const types = async (resolveLinkTos: boolean) => {
    const found: unknown[] = [];
    for await (const { event, link } of client.readStream("links", { resolveLinkTos })) {
      found.push([event?.type, link?.type]);
    }
    return found;
  };
  expect(await types(false)).toEqual(links.map(() => ["$>", undefined]));
  expect(await types(true)).toEqual([
    ...resolved.map(() => ["started", "$>"]),
    ...unresolved.map(() => [undefined, "$>"]),
    ...nonsense.map(() => ["$>", undefined]),
  ]);
});
