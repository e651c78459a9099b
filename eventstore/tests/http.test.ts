import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../src/index.ts";
import { VERSION } from "../src/version.ts";

let server: EventStoreServer;
let client: EventStoreDBClient;
beforeAll(async () => {
  server = await startEventStoreServer({ file: ":memory:" });
  client = EventStoreDBClient.connectionString(server.connectionString);
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

/** Sends bytes through a connection of their own, and gives all that comes back until it ends. */
async function exchange(...pieces: readonly string[]): Promise<string> {
  const socket = connect(server.port, "127.0.0.1");
  const [first = "", ...rest] = pieces;
  socket.write(first);
  // A piece of its own for the server, which has read the first before the second is sent.
  for (const piece of rest) setImmediate(() => socket.write(piece));
  return text(socket);
}

const get = (path: string, host = "localhost", method = "GET") =>
  exchange(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);

/** Such as "404 text/plain There is no …". */
function summaryOf(response: string): string {
  const status = /^HTTP\/1\.1 (\d+)/.exec(response)?.[1];
  const type = /^content-type: ([^;\r]+)/im.exec(response)?.[1];
  const [, body = ""] = response.split("\r\n\r\n");
  return [status, type, body.trim()].filter(Boolean).join(" ");
}

test("at the root is the page for people, which says where programs connect", async () => {
  const page = summaryOf(await get("/"));
  expect(page).toMatch(/^200 text\/html <!doctype html>/);
  expect(page).toContain(`<code>${server.connectionString}</code>`);
});

test("the version is that of package.json", () => {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  expect(JSON.parse(manifest).version).toBe(VERSION);
});

test("it is alive", async () => {
  expect(summaryOf(await get("/health/live"))).toBe("204");
});

test("its version is that of the server whose answers it gives", async () => {
  const [, info = ""] = (await get("/info?pretty")).split("\r\n\r\n");
  expect(JSON.parse(info)).toMatchObject({
    esVersion: expect.stringMatching(/^24\.10\.\d+$/),
    state: "leader",
  });
});

test.each(["localhost", "LOCALHOST:2113", "127.0.0.1:1", "[::1]", "[::1]:2113"])(
  "%s is at home",
  async (host) => {
    expect(summaryOf(await get("/health/live", host))).toBe("204");
  },
);

test.each([
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "192.168.0.1:2113",
  "",
  "localhost:x",
])("a page of %j learns nothing", async (host) => {
  expect(summaryOf(await get("/", host))).toMatch(/^421 text\/plain This server answers to localhost/);
});

test.each(["/nope", "/info/", "//", "/__proto__", "http://localhost/x", "*"])(
  "there is no %s",
  async (path) => {
    expect(summaryOf(await get(path))).toBe(
      `404 text/plain There is no ${path}: there are /health/live, /info, /, /stream, /all, /event, /live/streams, /live/events, /live.js, /style.css, /icon.svg.`,
    );
  },
);

test.each(["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])("%s is refused", async (method) => {
  const response = await get("/", "localhost", method);
  expect(summaryOf(response)).toBe("405 text/plain Here there is only GET, HEAD.");
  expect(response).toMatch(/^allow: GET, HEAD\r$/im);
});

test.each([
  ["an origin", "Origin: https://evil.example", "403"],
  ["an origin on another port", "Origin: http://localhost:1", "403"],
  ["an origin without a name", "Origin: null", "403"],
  ["a script elsewhere", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors", "403"],
  ["its own origin", "Origin: http://localhost", "200"],
  ["a link elsewhere", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate", "200"],
])("a request in the name of %s", async (_, header, status) => {
  const response = await exchange(`GET /all HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n`);
  expect(summaryOf(response).slice(0, 3)).toBe(status);
});

test("a page may run nothing but the script of this server, and nobody may frame it", async () => {
  const policy = /^content-security-policy: (.*)\r$/im.exec(await get("/"))?.[1]?.split("; ");
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
  );
  const page = summaryOf(await get("/all"));
  expect(page).not.toMatch(/<script(?! src)|<style| style=| on\w+=|https?:\/\//);
});

test("a body that nobody wants is refused before it has come", async () => {
  const head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n";
  expect(summaryOf(await exchange(head))).toMatch(/^405 /);
});

test("HEAD is GET without the body", async () => {
  expect(summaryOf(await get("/", "localhost", "HEAD"))).toBe("200 text/html");
});

test.each([
  ["endless headers", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}`, "431"],
  ["an endless path", `GET /${"x".repeat(20_000)}`, "431"],
  ["no host", "GET / HTTP/1.1\r\n\r\n", "400"],
  ["what is no HTTP", "hello\r\n\r\n", "400"],
  ["what almost begins as HTTP/2", "PRI * HTTP/1.1\r\nHost: localhost\r\n\r\n", "400"],
  ["a tunnel", "CONNECT example.org:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", "405"],
])("%s is an error of HTTP", async (_what, request, status) => {
  expect(summaryOf(await exchange(request)).slice(0, 3)).toBe(status);
});

test("a request may come in pieces", async () => {
  expect(summaryOf(await exchange("P", "OST / HTTP/1.1\r\nHo", "st: localhost\r\n\r\n"))).toMatch(/^405 /);
});

test("all the while the client is served", async () => {
  await Promise.all([
    client.appendToStream("s", jsonEvent({ type: "event", data: {} })),
    get("/nope"),
    exchange("hello\r\n\r\n"),
  ]);
  for await (const { event } of client.readStream("s")) expect(event?.type).toBe("event");
});
