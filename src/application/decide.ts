import { type Cause, ConcurrencyError, type LogPosition } from "./game-repository.ts";

/** The part of a repository that a decision needs. */
interface Repository<Aggregate> {
  get(id: string): Promise<Aggregate>;
  add(aggregate: Aggregate, cause: Cause): Promise<LogPosition | undefined>;
}

/** The maximum number of attempts to carry out a command. An attempt fails if other events are stored first. */
const MAX_ATTEMPTS = 5;

/**
 * Loads an aggregate, lets it decide, and stores what happened. If other events are stored first, this loads it again
 * and lets it decide again: the rules, not the store, decide about the later command.
 *
 * @param command calls a command of the aggregate.
 * @throws ConcurrencyError if other events were stored first five times in a row; the errors of the command and of the
 *   repository.
 */
export async function decide<Aggregate>(
  repository: Repository<Aggregate>,
  id: string,
  cause: Cause,
  command: (aggregate: Aggregate) => void,
): Promise<{ readonly aggregate: Aggregate; readonly position: LogPosition | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const aggregate = await repository.get(id);
    command(aggregate);
    try {
      return { aggregate, position: await repository.add(aggregate, cause) };
    } catch (error) {
      if (!(error instanceof ConcurrencyError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
