import { diagnose } from "../persistence/diagnose.ts";
import { EventStoreUnavailableError } from "../persistence/errors.ts";
import { RETRY_POLICY, withRetry } from "../persistence/with-retry.ts";
import { gameProjection } from "../projections/game-projection.ts";
import { matchProjection } from "../projections/match-projection.ts";
import type { ProjectionDefinition } from "../projections/runner/projection-definition.ts";
import {
  ProjectionRunner,
  ProjectionStalledError,
  type RunnerOptions,
} from "../projections/runner/projection-runner.ts";
import { type Ask, ReadModel } from "../projections/runner/read-model.ts";
import { lastPosition } from "../projections/runner/same-store.ts";
import type { Composition } from "./composition.ts";
import { fileBeside } from "./file-beside.ts";
import { ProgressLine } from "./screens/progress-line.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Answers a question from the read model, which contains all events that were stored before the command began. */
export type Read = <Answer>(question: (ask: Ask) => Answer) => Promise<Answer>;

/** Is told of a runner's progress and state. */
type Watch = Pick<RunnerOptions, "onProgress" | "onState">;

/** What a command with a read model gives; see `withProjection`. */
type Opening<Result> = [
  composition: Composition,
  terminal: Terminal,
  rebuild: boolean,
  command: (read: Read) => Promise<Result>,
  watch?: Watch,
];

/** Opens the read model of the games for a command; see `withProjection`. */
export function withReadSide<Result>(...opening: Opening<Result>): Promise<Result> {
  return withProjection(gameProjection, ...opening);
}

/** Opens the read model of the matches for a command; see `withProjection`. */
export function withMatchList<Result>(...opening: Opening<Result>): Promise<Result> {
  return withProjection(matchProjection, ...opening);
}

/**
 * Opens the read model for a command, and keeps it up to date while the command runs.
 *
 * @param rebuild whether to read all events again, from the first one on.
 * @param watch is told of the runner's progress and state, for as long as the command runs.
 * @throws EventStoreUnavailableError, ProjectionStalledError, and the errors of the command.
 */
async function withProjection<Tables extends object, Result>(
  projection: ProjectionDefinition<Tables>,
  ...[{ connection, location }, terminal, rebuild, command, watch = {}]: Opening<Result>
): Promise<Result> {
  const { client, address } = connection;
  const end = await withRetry(connection, () => lastPosition(client, projection));
  const file = fileBeside(location, "read-model");
  const readModel = await ReadModel.open(file, projection);
  if (readModel.trouble) {
    terminal.complain(
      `The read model cannot be kept in ${file}: it is built in memory, for this command alone.`,
    );
  }
  const line = new ProgressLine(terminal, end);
  let isCatchingUp = true;
  try {
    await using runner = new ProjectionRunner(client, readModel, {
      onProgress(progress) {
        if (isCatchingUp) line.show(progress);
        watch.onProgress?.(progress);
      },
      onState: (failure) => watch.onState?.(failure),
      ...(connection.askNodes && { timeout: RETRY_POLICY.cluster }), // a cluster may have to elect a leader
    });
    if (rebuild) await runner.rebuild();
    runner.start();
    await runner.readAt(end, () => {});
    isCatchingUp = false;
    line.end(rebuild);
    return await command((question) => runner.readAt(end, question));
  } catch (error) {
    const failure = error instanceof ProjectionStalledError ? diagnose(error.cause) : undefined;
    throw failure ? new EventStoreUnavailableError(address, failure.advice, { cause: error }) : error;
  } finally {
    readModel.close();
    line.end(false);
  }
}
