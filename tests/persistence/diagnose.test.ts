import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  InvalidArgumentError,
  NotLeaderError,
  StreamNotFoundError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from "@eventstore/db-client";
import { Metadata, status } from "@grpc/grpc-js";
import { describe, expect, it } from "vitest";
import {
  diagnose,
  diagnoseCluster,
  type Failure,
  mayHaveBeenDone,
  NoAnswerError,
} from "../../src/persistence/diagnose.ts";

/** Returns gRPC's error for a server that it could not connect to. */
const noConnection = (why: string) =>
  new UnavailableError(undefined, `No connection established. Last error: ${why}. Resolution note: `);
const unavailable = (report: string) => new UnavailableError(undefined, report);
const unknown = (report: string) => new UnknownError(undefined, report);

const never = (advice: string): Failure => ({ passes: "never", advice });
const soon = (advice: string): Failure => ({ passes: "soon", advice });

const OTHER_NAME = "has a certificate for another name: connect to it by one that the certificate has";
const EXPIRED = "renew it, or set the clock of this computer right";
const SELF_SIGNED =
  "has a certificate that it has signed itself: if you trust it, name that certificate with tlsCAFile";
const UNTRUSTED = "has a certificate that is not trusted: name its authority with tlsCAFile";
const BY_ADDRESS =
  "cannot be reached over TLS by an IP address: use a host name that its certificate has, such as localhost";
const NO_TLS = "does not speak TLS: add ?tls=false to the connection string";
const WRONG_USER = "refuses this user: check user and password, as in esdb://user:password@host:2113";
const SOMETHING_ELSE = "is something other than an EventStoreDB: check host and port";
const HANGS_UP = "hangs up: leave out tls=false if it expects TLS, and check host and port";
const BAD_PROXY =
  "cannot be reached through a proxy: correct http_proxy, or add the host of the store to no_proxy";
const NO_LEADER =
  "does not take over: wait for the election of a leader, and check that this address leads to it";
const UNREACHABLE =
  "cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one";
const unknownName = (name: string) =>
  `cannot be found: check the name and the network, for nobody knows the address of ${name}`;

/** Returns a gRPC error as it is before the client converts it. */
const raw = (code: status, details: string, metadata = new Metadata()) =>
  Object.assign(new Error(details), { code, details, metadata });

function notLeader(): NotLeaderError {
  const metadata = new Metadata();
  metadata.set("leader-endpoint-host", "other");
  metadata.set("leader-endpoint-port", "2113");
  return new NotLeaderError(raw(status.NOT_FOUND, "Leader info available", metadata));
}

const NOT_READY: Failure = {
  passes: "in seconds",
  advice: "is not ready: wait until it has started, and its cluster has elected a leader",
};

describe("the diagnosis of a cluster", () => {
  const noNode = new Error("Failed to discover after 3 attempts.");
  const gone = noConnection("Error: connect ECONNREFUSED 127.0.0.1:2122");
  const starting = unavailable("Server Is Not Ready");
  const lost = (count: number) => ({
    passes: "in seconds",
    advice: `has ${count} of its 3 nodes out of reach: start them, and wait until a leader has been elected`,
  });

  it.each<[string, Error, unknown[], Failure]>([
    ["no leader, although all nodes answer", noNode, [undefined, undefined, undefined], NOT_READY],
    ["all nodes that answer have not started", noNode, [starting, gone, starting], NOT_READY],
    ["two of three have died, as the third knows", noNode, [undefined, gone, gone], lost(2) as Failure],
    [
      "two of three have died, as the third does not know yet",
      gone,
      [gone, starting, undefined],
      lost(1) as Failure,
    ],
    ["none can be reached", noNode, [gone, gone, gone], soon(UNREACHABLE)],
    [
      "none can be reached, one since its certificate has expired",
      noNode,
      [gone, unavailable("certificate has expired"), gone],
      never(`has a certificate that has expired: ${EXPIRED}`),
    ],
    [
      "those that can be reached name another, which cannot",
      gone,
      [undefined],
      {
        passes: "in seconds",
        advice:
          "names a node at 127.0.0.1:2122 that cannot be reached: start that node, or correct the address that it advertises",
      },
    ],
  ])("%s", (_, error, ofNodes, failure) => {
    expect(diagnoseCluster(error, ofNodes)).toEqual(failure);
  });
});

describe("whether an append may have been stored that ended with", () => {
  it.each<[string, unknown, boolean]>([
    ["silence", new NoAnswerError(), true],
    ["a deadline", new DeadlineExceededError(undefined, "late"), true],
    ["a connection that broke", unavailable("Connection dropped"), true],
    ["a reset", unknown("read ECONNRESET"), true],
    [
      "a server that is not ready, of which it is not said whether it was when it wrote",
      unavailable("Server Is Not Ready"),
      true,
    ],
    [
      "the same, as the client reads it in the answer to an append",
      unknown("Could not recognize Server Is Not Ready"),
      true,
    ],
    ["no connection", noConnection("connect ECONNREFUSED 127.0.0.1:2113"), false],
    ["no node", new Error("Failed to discover after 10 attempts."), false],
    ["a redirect", notLeader(), false],
    ["a refusal", new AccessDeniedError(undefined, "no"), false],
    ["an answer", new StreamNotFoundError(undefined, "none"), false],
    ["something else", "unavailable", false],
  ])("%s", (_, error, done) => {
    expect(mayHaveBeenDone(error)).toBe(done);
  });
});

describe("an error of a store", () => {
  it.each<[Error, Failure]>([
    [
      noConnection(
        "Error: Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b.example, DNS:c",
      ),
      never(`${OTHER_NAME} (DNS:b.example, DNS:c)`),
    ],
    [unavailable("Host: a. is not cert's CN: b"), never(`${OTHER_NAME} (b)`)],
    [unavailable("IP: 127.0.0.1 is not in the cert's list: 10.0.0.1"), never(`${OTHER_NAME} (10.0.0.1)`)],
    [
      noConnection(
        "Error: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: ",
      ),
      never(OTHER_NAME),
    ],
    [noConnection("Error: certificate has expired"), never(`has a certificate that has expired: ${EXPIRED}`)],
    [
      noConnection("Error: certificate is not yet valid"),
      never(`has a certificate that is not yet valid: ${EXPIRED}`),
    ],
    [noConnection("Error: self-signed certificate"), never(SELF_SIGNED)],
    [noConnection("Error: self signed certificate"), never(SELF_SIGNED)],
    [noConnection("Error: self-signed certificate in certificate chain"), never(UNTRUSTED)],
    [noConnection("Error: unable to verify the first certificate"), never(UNTRUSTED)],
    [noConnection("Error: Setting the TLS ServerName to an IP address is not permitted"), never(BY_ADDRESS)],
    [noConnection("Error: SSL routines:ssl3_get_record:wrong version number"), never(NO_TLS)],
    [noConnection("Error: SSL routines::packet length too long"), never(NO_TLS)],
    [noConnection("Error: write EPROTO"), never(NO_TLS)],
    [new AccessDeniedError(undefined, "16 UNAUTHENTICATED: no"), never(WRONG_USER)],
    [unknown("7 PERMISSION_DENIED: no"), never(WRONG_USER)],
    [new AccessDeniedError(undefined, "no"), never("refuses this user: check user and password")],
    [unavailable("Server Is Not Ready"), NOT_READY],
    [unavailable("Server Is Too Busy"), NOT_READY],
    [unavailable("The database is busy"), NOT_READY],
    [unknown("No leader info available in response"), NOT_READY],
    ...["429", "502", "503", "504"].map(
      (code) => [unknown(`HTTP status code ${code}`), NOT_READY] as [Error, Failure],
    ),
    [unknown("HTTP status code 404"), never(SOMETHING_ELSE)],
    [unknown("HTTP status code 500"), never(SOMETHING_ELSE)],
    [unknown("no application protocol"), never(SOMETHING_ELSE)],
    [unavailable("Protocol error"), never(SOMETHING_ELSE)],
    [unknown("12 UNIMPLEMENTED: no such method"), never(SOMETHING_ELSE)],
    [unknown("Received message larger than max"), never(SOMETHING_ELSE)],
    [
      unavailable("Name resolution failed for target dns:no.such.host:2113"),
      soon(unknownName("no.such.host:2113")),
    ],
    [unavailable("Name resolution failed for target elsewhere and so on"), soon(unknownName("elsewhere"))],
    [noConnection("Error: Failed to connect (read ECONNRESET)"), soon(HANGS_UP)],
    [unknown("Failed to connect (and nothing is known of why)"), soon(HANGS_UP)],
    [unknown("read ECONNRESET"), soon(HANGS_UP)],
    [unknown("socket hang up"), soon(HANGS_UP)],
    [noConnection("undefined"), soon(BAD_PROXY)],
    [
      new NoAnswerError("a word"),
      { passes: "in seconds", advice: "does not answer: check that it is running and not overloaded" },
    ],
    [notLeader(), { passes: "in seconds", advice: NO_LEADER }],
    [noConnection("connect ECONNREFUSED 127.0.0.1:2113"), soon(UNREACHABLE)],
    [new CancelledError(undefined, "gone"), soon(UNREACHABLE)],
    [new DeadlineExceededError(undefined, "late"), soon(UNREACHABLE)],
    [new TimeoutError(undefined, "late"), soon(UNREACHABLE)],
    [new Error("Failed to discover after 10 attempts."), soon(UNREACHABLE)],
    [raw(status.UNAVAILABLE, "down"), soon(UNREACHABLE)],
    [raw(status.UNAVAILABLE, "Server Is Not Ready"), NOT_READY],
  ])("is understood: %s", (error, failure) => {
    expect(diagnose(error)).toEqual(failure);
  });

  it.each([
    ["another error of the server", unknown("The disk is full.")],
    ["a certificate that the server writes of", unknown("unavailable: certificate is missing")],
    ["an error that only writes of another", unknown("access-denied not-leader NoAnswerError unavailable")],
    ["an error of this program", new Error("certificate has expired: unavailable")],
    ["one that only looks like the client's", Object.assign(new Error("down"), { type: "unavailable" })],
    ["one in which something else is discovered", new Error("This is a story. Failed to discover")],
    ["a stream that is not there", new StreamNotFoundError(undefined, "Server Is Not Ready")],
    ["a question that is wrong", new InvalidArgumentError("certificate has expired")],
    ["no error at all", "unavailable"],
    ["nothing", undefined],
  ])("is the answer where it is %s", (_, error) => {
    expect(diagnose(error)).toBeUndefined();
  });
});
