import type { IncomingHttpHeaders } from "node:http2";

/** Milliseconds in the units in which a client may give its patience. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest that Node's timers can wait, some 24 days. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

/** How long the client will wait for the end of its call, in milliseconds; undefined for as long as it takes. */
export function timeoutOf(headers: IncomingHttpHeaders): number | undefined {
  const [, amount, unit = ""] = /^(\d{1,8})([HMSmun])$/.exec(String(headers["grpc-timeout"])) ?? [];
  if (amount === undefined) return undefined;
  return Math.min(Number(amount) * (UNITS[unit] ?? 1), LONGEST_MILLISECONDS);
}
