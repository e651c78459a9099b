import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { checkUp } from "../../persistence/check-up.ts";
import { type Connection, connect } from "../../persistence/connection.ts";
import { describeStore, fileYetToCome, type StoreLocation } from "../../persistence/store-location.ts";
import { printable } from "../terminal/printable.ts";

/** One thing that has been looked at, as `scripts/doctor.js` prints it. */
interface Finding {
  readonly is: "good" | "bad" | "wait";
  readonly text: string;
  /** A command, where there is one that helps. */
  readonly mend?: string;
}

/**
 * Looks at a store, and leaves no trace: where its file is yet to come, the same store is tried in memory.
 *
 * @param locate may throw, which then is a finding.
 */
export async function findingsOn(locate: () => StoreLocation): Promise<Finding[]> {
  const found: Finding[] = [];
  let connection: Connection | undefined;
  try {
    const location = locate();
    const missing = fileYetToCome(location);
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
    found.push({ is: "bad", text, mend: mend() });
  }
  await connection?.close();
  return found.map((finding) => ({ ...finding, text: printable(finding.text) }));
}

/** What makes the embedded store do; and in its place another file, where it is that one which does not work. */
function mend(): string {
  if (!process.env.EVENTSTOREDB_URI) return "npx tsx src/cli.ts --store another.db";
  if (process.platform !== "win32") return "unset EVENTSTOREDB_URI";
  return 'set EVENTSTOREDB_URI= (in PowerShell: $env:EVENTSTOREDB_URI = "")';
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
