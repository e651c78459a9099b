import type { IncomingHttpHeaders } from "node:http2";

/** Milliseconds in the units in which a client may give its patience. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest that Node's timers can wait, some 24 days. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

/** How long the client will wait for the end of its call, in milliseconds; undefined for as long as it takes. */
export function timeoutOf(headers: IncomingHttpHeaders): number | undefined {
  const patience = String(headers["grpc-timeout"]);
  if (!/^\d{1,8}[HMSmun]$/.test(patience)) return undefined;
  const unit = UNITS[patience.slice(-1)] as number;
  return Math.min(Number.parseInt(patience, 10) * unit, LONGEST_MILLISECONDS);
}
