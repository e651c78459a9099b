import { setTimeout as pause } from "node:timers/promises";
import type { Position } from "@eventstore/db-client";
import type { ReadStore } from "./read-store/read-store.ts";
import { hasReached } from "./runner/checkpoint.ts";
import type { Ask } from "./runner/read-model.ts";

/** How often to look, in milliseconds. */
const LOOK_AGAIN = 10;

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
  for (const giveUpAt = Date.now() + timeout; ; await pause(LOOK_AGAIN)) {
    const { answer, checkpoint } = await store.read(question);
    if (!position || hasReached(checkpoint, position)) return answer;
    if (Date.now() > giveUpAt) throw new ProjectionStalledError();
  }
}

/** The rows have not come so far in time. */
export class ProjectionStalledError extends Error {
  override readonly name = "ProjectionStalledError";

  constructor() {
    super("The standings do not show this game yet: is npx tsx src/cli.ts project running?");
  }
}
