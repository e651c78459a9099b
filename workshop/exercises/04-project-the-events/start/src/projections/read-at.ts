import type { Position } from "@eventstore/db-client";
import type { ReadStore } from "./read-store/read-store.ts";
import type { Ask } from "./runner/read-model.ts";

/**
 * Answers a question from rows that show what has happened up to a position, such as the one that a command has
 * returned.
 *
 * @param position undefined for no events at all.
 * @param timeout how long to wait for that at most, in milliseconds.
 * @throws ProjectionStalledError where it takes longer.
 */
export async function readAt<Answer>(
  store: Pick<ReadStore<object>, "read">,
  position: Position | undefined,
  question: (ask: Ask) => Answer,
  timeout = 2_000,
): Promise<Answer> {
  // step 4.6
  const { answer } = await store.read(question);
  return answer;
}

/** The rows have not come so far in time. */
export class ProjectionStalledError extends Error {
  override readonly name = "ProjectionStalledError";

  constructor() {
    super("The standings do not show this game yet: is npx tsx src/cli.ts project running?");
  }
}
