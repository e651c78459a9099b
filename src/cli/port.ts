import { UsageError } from "./command.ts";

/**
 * Parses the number of a port.
 *
 * @throws UsageError
 */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UsageError("--port takes a number from 0 to 65535.");
}
