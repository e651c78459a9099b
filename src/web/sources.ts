import type { RecordedEvent } from "@eventstore/db-client";
import type { Ask } from "../projections/runner/read-model.ts";
import type { News } from "./news.ts";

/** The functions from which the pages get their facts. */
export interface Sources {
  /**
   * Reads the stored events of a game, in order.
   *
   * @throws GameNotFoundError, IncompleteStreamError, EventStoreUnavailableError
   */
  history(gameId: string): Promise<readonly RecordedEvent[]>;
  /**
   * Reads the stored events of a match, in order.
   *
   * @throws MatchNotFoundError, IncompleteStreamError, EventStoreUnavailableError
   */
  matchHistory(matchId: string): Promise<readonly RecordedEvent[]>;
  /** Answers a question from the read model of the games. */
  read<Answer>(question: (ask: Ask) => Answer): Promise<Answer>;
  /** Answers a question from the read model of the matches. */
  readMatches<Answer>(question: (ask: Ask) => Answer): Promise<Answer>;
  /** Says when a read model has changed, and when the store fails or answers again. */
  readonly news: News;
}
