import type { Match } from "../domain/match.ts";
import type { Cause, LogPosition } from "./game-repository.ts";

/** Loads and stores matches, as `GameRepository` does games. */
export interface MatchRepository {
  /** @throws ConcurrencyError if other events have been added to the match since it was loaded. */
  add(match: Match, cause: Cause): Promise<LogPosition | undefined>;

  /** @throws MatchNotFoundError, CorruptMatchError */
  get(matchId: string): Promise<Match>;
}

export class MatchNotFoundError extends Error {
  override readonly name = "MatchNotFoundError";

  constructor(matchId: string) {
    super(`There is no match ${matchId}: check the id, and which store the events are in.`);
  }
}
