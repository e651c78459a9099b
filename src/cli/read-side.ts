import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { diagnose } from "../persistence/diagnose.ts";
import { EventStoreUnavailableError } from "../persistence/errors.ts";
import { DEFAULT_FILE, type StoreLocation } from "../persistence/store-location.ts";
import { RETRY_POLICY, withRetry } from "../persistence/with-retry.ts";
import { Projection, ProjectionStalledError } from "../projections/projection.ts";
import { ReadModel, type Snapshot } from "../projections/read-model.ts";
import { lastGamePosition } from "../projections/store.ts";
import type { Composition } from "./composition.ts";
import { ProgressLine } from "./progress-line.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Brings the read model up to date with the store, and reads it.
 *
 * @param rebuild begins with the very first event, whatever is there.
 * @throws EventStoreUnavailableError, ProjectionStalledError
 */
export async function readGames(
  { connection, location }: Composition,
  terminal: Terminal,
  rebuild = false,
): Promise<Snapshot> {
  const { client, address } = connection;
  const end = await withRetry(connection, () => lastGamePosition(client));
  const readModel = await ReadModel.open(readModelFile(location));
  const line = new ProgressLine(terminal, end);
  const projection = new Projection(client, readModel, {
    onProgress: (progress) => line.show(progress),
    ...(connection.askNodes && { patience: RETRY_POLICY.cluster }), // for an election
  });
  try {
    if (rebuild) await projection.rebuild();
    projection.start();
    return await projection.readAt(end);
  } catch (error) {
    const failure = error instanceof ProjectionStalledError ? diagnose(error.cause) : undefined;
    throw failure ? new EventStoreUnavailableError(address, failure.advice, { cause: error }) : error;
  } finally {
    await projection.stop();
    readModel.close();
    line.end(rebuild);
  }
}

/** @returns the file beside the store's own; for a server, one beside the default file that bears its name. */
function readModelFile(location: StoreLocation): string {
  switch (location.kind) {
    case "memory":
      return ":memory:";
    case "file":
      return `${location.path}.read-model`;
    case "server": {
      const address = location.server.address.toLowerCase();
      // Two addresses may look the same once they are fit for the name of a file, so a part of their hash goes in.
      const name = address.replace(/^.*:\/\//, "").replace(/[^a-z0-9.-]+/g, "-");
      const hash = createHash("sha256").update(address).digest("hex");
      return join(dirname(DEFAULT_FILE), `${name.slice(0, 60)}-${hash.slice(0, 8)}.read-model`);
    }
  }
}
