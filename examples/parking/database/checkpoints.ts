import type { Position } from "@eventstore/db-client";
import type { Query } from "./database.ts";

/** The table that `checkpointIn` and `moveCheckpoint` use. Positions are texts: they have 64 bits. */
export const CHECKPOINTS_TABLE =
  "CREATE TABLE IF NOT EXISTS checkpoints (name TEXT PRIMARY KEY, commit_position TEXT NOT NULL, prepare_position TEXT NOT NULL)";

/**
 * @param name says whose checkpoint it is.
 * @returns the place in the log up to which everything is done; undefined at the beginning.
 */
export async function checkpointIn(query: Query, name: string): Promise<Position | undefined> {
  const [row] = await query("SELECT commit_position, prepare_position FROM checkpoints WHERE name = ?", name);
  if (!row) return undefined;
  return { commit: BigInt(row.commit_position ?? 0), prepare: BigInt(row.prepare_position ?? 0) };
}

/** Moves a checkpoint forward. If another process has moved it further, it stays there. */
export async function moveCheckpoint(query: Query, name: string, position: Position): Promise<void> {
  const before = await checkpointIn(query, name);
  if (before && before.commit >= position.commit) return;
  await query(
    "INSERT INTO checkpoints (name, commit_position, prepare_position) VALUES (?, ?, ?) " +
      "ON CONFLICT (name) DO UPDATE SET commit_position = excluded.commit_position, prepare_position = excluded.prepare_position",
    name,
    `${position.commit}`,
    `${position.prepare}`,
  );
}
