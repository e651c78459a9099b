import { convertToCommandError, ErrorType, isCommandError } from "@eventstore/db-client";

/** Why a store did not do what it was asked. */
export interface Failure {
  /** What is wrong and what to do: the rest of a sentence that begins with "The event store at esdb://…". */
  readonly advice: string;
  /** Whether it passes of itself: never, in a moment, or in the seconds that a cluster takes to elect a leader. */
  readonly passes: "never" | "soon" | "in seconds";
}

/** A store that has not said a word in the time that it was given. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
}

const NOT_READY: Failure = {
  passes: "in seconds",
  advice: "is not ready: wait until it has started, and its cluster has elected a leader",
};

/**
 * What is reported, whether it passes, and what it means; the first line that fits counts, and $1 is what its first
 * group has found. The reports are those of the client's error types, of gRPC (`load-balancer-pick-first.js`,
 * `resolver-dns.js`), of TLS, whose words change with Node's version, and of the server (`RpcExceptions.cs`,
 * `Streams.BatchAppend.cs`, `AuthenticationMiddleware.cs`).
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
    /TLS ServerName to an IP address/, // which Node refuses from version 26 on
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
    /Last error: undefined/, // which is all that gRPC says of a proxy
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

/** @returns why the store did not do what it was asked, or undefined for an error that is its answer. */
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
 * Finds out why a cluster has failed, which the error of its client does not say.
 *
 * @param error of the client, which was looking for the leader, or has found one that is gone.
 * @param ofNodes what each node has failed with that was asked by itself, undefined for one that answers.
 */
export function diagnoseCluster(error: unknown, ofNodes: readonly unknown[]): Failure {
  const failures = ofNodes.map(diagnose).filter((failure) => failure !== undefined);
  const [first] = failures;
  const lost = failures.filter(({ advice }) => advice !== NOT_READY.advice).length;
  if (first && failures.length === ofNodes.length)
    return failures.find(({ passes }) => passes === "never") ?? (lost < ofNodes.length ? NOT_READY : first);
  if (lost > 0) {
    return {
      passes: "in seconds",
      advice: `has ${lost} of its ${ofNodes.length} nodes out of reach: start them, and wait until a leader has been elected`,
    };
  }
  if (hasFoundNoNode(error)) return NOT_READY;
  const [, place] = /connect E\w+ (\S+:\d+)/.exec(String(error)) ?? [];
  return {
    passes: "in seconds",
    advice: `names a node${place ? ` at ${place}` : ""} that cannot be reached: start that node, or correct the address that it advertises`,
  };
}

/** @returns whether the client of a cluster has asked all nodes that it knows, and none has named a leader. */
export function hasFoundNoNode(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Failed to discover");
}

/** Reports of what fails before anything is sent, or is refused before it is looked at. */
const NOT_ASKED =
  /No connection established|Name resolution failed|Failed to connect \(|Failed to discover|^not-leader|no leader info/i;

/** @returns whether the store may have done what it was asked, although the client has got this error. */
export function mayHaveBeenDone(error: unknown): boolean {
  const failure = diagnose(error);
  return failure !== undefined && failure.passes !== "never" && !NOT_ASKED.test(reportOf(error) ?? "");
}

/** Types of the client's errors that do not answer what was asked. */
const OUTAGES: readonly unknown[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.TIMEOUT,
  ErrorType.NOT_LEADER,
  ErrorType.ACCESS_DENIED,
  ErrorType.UNKNOWN,
];

/** What an error says, after its type; undefined where the store has understood the question and answered it. */
function reportOf(reason: unknown): string | undefined {
  if (reason instanceof NoAnswerError) return reason.name;
  if (!(reason instanceof Error)) return undefined;
  if (hasFoundNoNode(reason)) return reason.message;
  // Before its first append the client asks what the server can do, and throws what gRPC throws as it is.
  const error = convertToCommandError(reason);
  return isCommandError(error) && OUTAGES.includes(error.type) ? `${error.type} ${error.message}` : undefined;
}
