import { convertToCommandError, ErrorType, isCommandError } from "@eventstore/db-client";

/** Why an operation on a store failed. */
export interface Failure {
  /** What is wrong and what to do: completes a sentence that begins with "The event store at esdb://…". */
  readonly advice: string;
  /** Whether waiting helps: never, soon, or in the seconds that a start or an election takes. */
  readonly passes: "never" | "soon" | "in seconds";
}

/** The store did not answer within the time-out. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

const NOT_READY: Failure = {
  passes: "in seconds",
  advice: "is not ready: wait until it has started, and its cluster has elected a leader",
};

/**
 * Maps reports to failures. The first match counts; $1 in the advice stands for the first group of the match.
 *
 * Sources: the client's error types, gRPC (`load-balancer-pick-first.js`, `resolver-dns.js`), TLS (the messages change
 * with Node's version), and the server (`RpcExceptions.cs`, `Streams.BatchAppend.cs`, `AuthenticationMiddleware.cs`).
 */
const FAILURES: readonly (readonly [reported: RegExp, passes: Failure["passes"], advice: string])[] = [
  [
    /cert's (?:altnames|list|CN): ([^.].*?)(?:\. Resolution note|$)/,
    "never",
    "has a certificate for another name: connect to it by one that the certificate has ($1)",
  ],
  [
    /does not match certificate/,
    "never",
    "has a certificate for another name: connect to it by one that the certificate has",
  ],
  [
    /certificate (has expired|is not yet valid)/,
    "never",
    "has a certificate that $1: renew it, or set the clock of this computer right",
  ],
  [
    /self.signed certificate(?! in)/,
    "never",
    "has a certificate that it has signed itself: if you trust it, name that certificate with tlsCAFile",
  ],
  [
    /^unavailable.*certificate/,
    "never",
    "has a certificate that is not trusted: name its authority with tlsCAFile",
  ],
  [
    /TLS ServerName to an IP address/, // Node refuses it since version 26
    "never",
    "cannot be reached over TLS by an IP address: use a host name that its certificate has, such as localhost",
  ],
  [
    /wrong version number|packet length too long|EPROTO/,
    "never",
    "does not speak TLS: add ?tls=false to the connection string",
  ],
  [
    /UNAUTHENTICATED|PERMISSION_DENIED/,
    "never",
    "refuses this user: check user and password, as in esdb://user:password@host:2113",
  ],
  [/^access-denied/, "never", "refuses this user: check user and password"],
  [
    /not ready|too busy|is busy|no leader info|HTTP status code (?:429|502|503|504)/i,
    NOT_READY.passes,
    NOT_READY.advice,
  ],
  [
    /no application protocol|Protocol error|UNIMPLEMENTED|HTTP status code|larger than max/,
    "never",
    "is something other than an EventStoreDB: check host and port",
  ],
  [
    /Name resolution failed for target (?:dns:)?(\S+)/,
    "soon",
    "cannot be found: check the name and the network, for nobody knows the address of $1",
  ],
  [
    /Failed to connect \(|ECONNRESET|socket hang up/,
    "soon",
    "hangs up: leave out tls=false if it expects TLS, and check host and port",
  ],
  [
    /Last error: undefined/, // gRPC's report for a failing proxy
    "soon",
    "cannot be reached through a proxy: correct http_proxy, or add the host of the store to no_proxy",
  ],
  [/^NoAnswerError/, "in seconds", "does not answer: check that it is running and not overloaded"],
  [
    /^not-leader/,
    "in seconds",
    "does not take over: wait for the election of a leader, and check that this address leads to it",
  ],
  [
    /^(?:unavailable|cancelled|deadline-exceeded|timeout|Failed to discover)/,
    "soon",
    "cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one",
  ],
];

/**
 * Finds out why an operation failed.
 *
 * @returns undefined if the error is the store's answer, such as a wrong expected version.
 */
export function diagnose(error: unknown): Failure | undefined {
  const report = reportOf(error);
  if (report === undefined) return undefined;
  for (const [reported, passes, advice] of FAILURES) {
    const found = reported.exec(report);
    if (found) return { passes, advice: advice.replace("$1", () => found[1] as string) };
  }
  return undefined;
}

/**
 * Finds out why an operation on a cluster failed, which the client's error alone does not say.
 *
 * @param error the client's error: it found no leader, or one that is gone.
 * @param nodeErrors the error of each node when asked by itself, undefined for a node that answers.
 */
export function diagnoseCluster(error: unknown, nodeErrors: readonly unknown[]): Failure {
  const failures = nodeErrors.map(diagnose).filter((failure) => failure !== undefined);
  const [first] = failures;
  const lost = failures.filter(({ advice }) => advice !== NOT_READY.advice).length;
  if (first && failures.length === nodeErrors.length)
    return (
      failures.find(({ passes }) => passes === "never") ?? (lost < nodeErrors.length ? NOT_READY : first)
    );
  if (lost > 0) {
    return {
      passes: "in seconds",
      advice: `has ${lost} of its ${nodeErrors.length} nodes out of reach: start them, and wait until a leader has been elected`,
    };
  }
  if (hasFoundNoNode(error)) return NOT_READY;
  const [, place] = /connect E\w+ (\S+:\d+)/.exec(String(error)) ?? [];
  return {
    passes: "in seconds",
    advice: `names a node${place ? ` at ${place}` : ""} that cannot be reached: start that node, or correct the address that it advertises`,
  };
}

/** @returns whether the client of a cluster asked all nodes that it knows, and none named a leader. */
export function hasFoundNoNode(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Failed to discover");
}

/** Reports of operations that failed before they were sent, or were refused unread. */
const NOT_ATTEMPTED =
  /No connection established|Name resolution failed|Failed to connect \(|Failed to discover|^not-leader|no leader info/i;

/** @returns whether the store may have carried out the operation although the client got this error. */
export function mayHaveBeenDone(error: unknown): boolean {
  const failure = diagnose(error);
  return failure !== undefined && failure.passes !== "never" && !NOT_ATTEMPTED.test(reportOf(error) ?? "");
}

/** Types of the client's errors that are not the store's answer. */
const OUTAGES: readonly unknown[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
  ErrorType.ACCESS_DENIED,
  ErrorType.UNKNOWN,
];

/** @returns the error's type and message, or undefined if the error is the store's answer. */
function reportOf(reason: unknown): string | undefined {
  if (reason instanceof NoAnswerError) return reason.name;
  if (!(reason instanceof Error)) return undefined;
  if (hasFoundNoNode(reason)) return reason.message;
  // When the client asks for the server's features, before its first append, it throws gRPC's errors unconverted.
  const error = convertToCommandError(reason);
  return isCommandError(error) && OUTAGES.includes(error.type) ? `${error.type} ${error.message}` : undefined;
}
