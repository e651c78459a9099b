import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { checkUp } from "../../persistence/connection/check-up.ts";
import { type Connection, connect } from "../../persistence/connection/connection.ts";
import {
  describeStore,
  missingFileOf,
  type StoreLocation,
} from "../../persistence/connection/store-location.ts";
import { diagnose } from "../../persistence/diagnose.ts";
import { EventStoreUnavailableError, InvalidRootCertificatesError } from "../../persistence/errors.ts";
import { printable } from "../terminal/printable.ts";

/** One result of a check, as `scripts/doctor.js` prints it. */
interface Finding {
  readonly is: "good" | "bad" | "wait";
  readonly text: string;
  /** A command that solves the problem, if there is one. */
  readonly mend?: string;
}

/**
 * Checks a store without changing anything: if its file does not exist yet, this checks a store in memory.
 *
 * @param locate decides where the events are. If it throws, the error becomes a finding.
 */
export async function findingsOn(locate: () => StoreLocation): Promise<Finding[]> {
  const found: Finding[] = [];
  let location: StoreLocation | undefined;
  let connection: Connection | undefined;
  try {
    location = locate();
    const missing = missingFileOf(location);
    if (missing !== undefined) proveCreatable(missing);
    found.push({
      is: "good",
      text: `events are kept in ${whereabouts(location)}${missing === undefined ? "" : ", which will be created"}`,
    });
    connection = await connect(missing === undefined ? location : { kind: "memory" });
    const { version, roundTrip } = await checkUp(connection.client, connection);
    found.push({ is: "good", text: `event store answers, as version ${version}` });
    found.push({
      is: "good",
      text: `round trip takes ${roundTrip.toFixed(1)} ms, the median of a few reads`,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const mend = mendFor(error, location);
    found.push({ is: "bad", text, ...(mend && { mend }) });
  }
  await connection?.close();
  return found.map((finding) => ({ ...finding, text: printable(finding.text) }));
}

/**
 * @returns a command that makes the program use the embedded store, or another file if the file does not work;
 *   undefined for a cluster, or a server that is starting: its users want this one, and the message says what to do.
 */
function mendFor(error: unknown, location: StoreLocation | undefined): string | undefined {
  if (error instanceof InvalidRootCertificatesError) return unset("EVENTSTOREDB_ROOT_CERTIFICATES");
  if (error instanceof EventStoreUnavailableError) {
    const isCluster = location?.kind === "server" && location.server.isCluster;
    if (isCluster || diagnose(error.cause)?.passes === "in seconds") return undefined;
  }
  return process.env.EVENTSTOREDB_URI ? unset("EVENTSTOREDB_URI") : "npx tsx src/cli.ts --store another.db";
}

function unset(variable: string): string {
  if (process.platform !== "win32") return `unset ${variable}`;
  return `set ${variable}= (in PowerShell: $env:${variable} = "")`;
}

function whereabouts(location: StoreLocation): string {
  const place = describeStore(location);
  return location.kind === "server" ? `${place}, as EVENTSTOREDB_URI says` : place;
}

function proveCreatable(path: string): void {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory() || !isWritable(folder)) {
    const place = describeStore({ kind: "file", path });
    throw new Error(`${place} cannot be created: nothing can be written to ${folder}.`);
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
