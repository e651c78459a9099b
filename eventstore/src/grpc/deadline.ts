import type { IncomingHttpHeaders } from "node:http2";

/** Milliseconds of each unit in which a client may give a time-out. */
const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest time that Node's timers can wait, in milliseconds: about 24 days. */
const LONGEST_MILLISECONDS = 2 ** 31 - 1;

/** Returns how long the client waits for the end of its call, in milliseconds; undefined if it sets no limit. */
export function timeoutOf(headers: IncomingHttpHeaders): number | undefined {
  const patience = String(headers["grpc-timeout"]);
  if (!/^\d{1,8}[HMSmun]$/.test(patience)) return undefined;
  const unit = UNITS[patience.slice(-1)] as number;
  return Math.min(Number.parseInt(patience, 10) * unit, LONGEST_MILLISECONDS);
}
