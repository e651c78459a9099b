import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server, type IncomingHttpHeaders } from "node:http2";
import { createServer } from "node:net";
import { Server as GrpcServer, ServerCredentials } from "@grpc/grpc-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { certificate, type FrontOptions, type Reply, refusal } from "./fronts.ts";
import { deadPort } from "./lossy-proxy.ts";
import { players, TLS_TAKES_IP_ADDRESSES, TRUSTED, UNKNOWN_HOST } from "./players.ts";

const { storePort, frontPort, portOf, listen, expectToWork, expectSentence } = players();

afterEach(() => vi.unstubAllEnvs());

describe("a server with TLS", () => {
  it("serves clients that trust its certificate authority", async () => {
    await expectToWork(`esdb://localhost:${await frontPort({ certificate: "server" })}?${TRUSTED}`);
  });

  it("serves them by its IP address, too, or the error says that this Node cannot", async () => {
    const port = await frontPort({ certificate: "server" });
    if (TLS_TAKES_IP_ADDRESSES) return expectToWork(`esdb://127.0.0.1:${port}?${TRUSTED}`);
    await expectSentence(
      `esdb://127.0.0.1:${port}?${TRUSTED}`,
      `The event store at esdb://127.0.0.1:${port} cannot be reached over TLS by an IP address: use a host name that its certificate has, such as localhost.`,
    );
  });

  it("serves clients that trust its self-signed certificate", async () => {
    const port = await frontPort({ certificate: "self-signed" });
    await expectToWork(
      `esdb://localhost:${port}?tlsCAFile=${encodeURIComponent(certificate("self-signed"))}`,
    );
  });

  it.each([
    ["server", "", "has a certificate that is not trusted: name its authority with tlsCAFile"],
    [
      "self-signed",
      TRUSTED,
      "has a certificate that it has signed itself: if you trust it, name that certificate with tlsCAFile",
    ],
    [
      "expired",
      TRUSTED,
      "has a certificate that has expired: renew it, or set the clock of this computer right",
    ],
    [
      "other-name",
      TRUSTED,
      "has a certificate for another name: connect to it by one that the certificate has (DNS:elsewhere.example)",
    ],
  ])("with a certificate that is wrong is told so: %s", async (shown, options, advice) => {
    const port = await frontPort({ certificate: shown });
    await expectSentence(
      `esdb://localhost:${port}?${options || "tls=true"}`,
      `The event store at esdb://localhost:${port} ${advice}.`,
    );
  });

  it("is distinguished from one without TLS, both ways", async () => {
    const port = await frontPort({ certificate: "server" });
    await expectSentence(
      `esdb://localhost:${port}?tls=false`,
      `The event store at esdb://localhost:${port} hangs up: leave out tls=false if it expects TLS, and check host and port.`,
    );
    await expectSentence(
      `esdb://localhost:${storePort()}`,
      `The event store at esdb://localhost:${storePort()} does not speak TLS: add ?tls=false to the connection string.`,
    );
  });
});

describe("a server with users", () => {
  const RIGHT = `Basic ${Buffer.from("ann:p@ss:word").toString("base64")}`;
  const authenticates = (path: string, headers: IncomingHttpHeaders): Reply =>
    // The client sends this call without a user, and servers answer it without one.
    path.endsWith("GetSupportedMethods") || headers.authorization === RIGHT
      ? undefined
      : refusal(16, "Unauthenticated");

  it("serves known users", async () => {
    const port = await frontPort({ certificate: "server", reply: authenticates });
    await expectToWork(`esdb://ann:p%40ss%3Aword@localhost:${port}?${TRUSTED}`);
  });

  it.each([
    ["a wrong password", authenticates],
    ["too few rights", () => refusal(7, "Access Denied", { exception: "access-denied" })],
    ["a gateway that asks first", () => ({ status: { ":status": 401, "content-type": "text/html" } })],
  ])("refuses others, and no password is shown: %s", async (_, reply) => {
    const answer = vi.fn<NonNullable<FrontOptions["reply"]>>(reply);
    const port = await frontPort({ certificate: "server", reply: answer });
    await expectSentence(
      `esdb://ann:secret@localhost:${port}?${TRUSTED}`,
      `The event store at esdb://localhost:${port} refuses this user: check user and password, as in esdb://user:password@host:2113.`,
    );
    const refusals = answer.mock.results.filter(({ value }) => value !== undefined);
    expect(refusals, "of a read and of an append, and of neither again").toHaveLength(2);
  });
});

describe("a server that is no event store", () => {
  const answers = (status: number, type: string, text: string) =>
    createHttp2Server((_, response) => {
      response.writeHead(status, { "content-type": type });
      response.end(text);
    });
  const greets = (greeting: string) => createServer((socket) => socket.on("error", () => {}).end(greeting));

  it.each([
    ["HTTP/1", () => createHttpServer((_, response) => response.end("hello"))],
    ["HTTP/2, with nothing there", () => answers(404, "text/html", "not found")],
    ["HTTP/2, with a page", () => answers(200, "text/html", "<html>hello</html>")],
    ["SSH", () => greets("SSH-2.0-OpenSSH_9.2\r\n")],
  ])("is named so: %s", async (_, server) => {
    const port = await listen(server());
    await expectSentence(
      `esdb://127.0.0.1:${port}?tls=false`,
      `The event store at esdb://127.0.0.1:${port} is something other than an EventStoreDB: check host and port.`,
    );
  });

  it("is reported if it speaks gRPC of another service", async () => {
    const server = new GrpcServer();
    const started = new Promise<{ port: number; close(): Promise<void> }>((bound) =>
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_, port) =>
        bound({ port, close: async () => server.forceShutdown() }),
      ),
    );
    const port = await portOf(started);
    await expectSentence(
      `esdb://127.0.0.1:${port}?tls=false`,
      `The event store at esdb://127.0.0.1:${port} is something other than an EventStoreDB: check host and port.`,
    );
  });
});

describe("a server out of reach", () => {
  it("is distinguished from an unknown host name", async () => {
    await expectSentence(
      `esdb://${UNKNOWN_HOST}:2113?tls=false`,
      `The event store at esdb://${UNKNOWN_HOST}:2113 cannot be found: check the name and the network, for nobody knows the address of ${UNKNOWN_HOST}:2113.`,
    );
  });

  it("is distinguished from a proxy that cannot reach it", async () => {
    vi.stubEnv("http_proxy", `http://127.0.0.1:${await deadPort()}`);
    await expectSentence(
      "esdb://somewhere.example:2113?tls=false",
      "The event store at esdb://somewhere.example:2113 cannot be reached through a proxy: correct http_proxy, or add the host of the store to no_proxy.",
    );
  });

  it("is never this machine because of a proxy", async () => {
    vi.stubEnv("http_proxy", `http://127.0.0.1:${await deadPort()}`);
    vi.stubEnv("no_grpc_proxy", "");
    await expectToWork(`esdb://localhost:${storePort()}?tls=false`);
  });
});

describe("a server that has not started", () => {
  it("is waited for", async () => {
    let calls = 0;
    const notReady = () => (++calls <= 2 ? refusal(14, "Server Is Not Ready") : undefined);
    await expectToWork(`esdb://localhost:${await frontPort({ reply: notReady })}?tls=false`);
    expect(calls).toBeGreaterThan(2);
  });

  it.each([
    ["as the server says it", refusal(14, "Server Is Not Ready")],
    ["as it says it before an election", refusal(2, "No leader info available in response")],
    ["as a gateway says it", { status: { ":status": 503, "content-type": "text/html" } }],
  ])("is named so: %s", async (_, reply) => {
    const port = await frontPort({ reply: () => reply });
    await expectSentence(
      `esdb://localhost:${port}?tls=false`,
      `The event store at esdb://localhost:${port} is not ready: wait until it has started, and its cluster has elected a leader.`,
    );
  });
});
