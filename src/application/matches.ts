import { v4 as uuid } from "uuid";
import { Match } from "../domain/match.ts";
import { gameIdOf } from "./ids.ts";
import type { MatchRepository } from "./match-repository.ts";

/** A match without its commands: it can be read. */
export type MatchState = Omit<Match, "startMatch" | "countGame" | "apply" | "markCommitted">;

/** What a user of the program can do with matches. The games of a match are started by a reaction; see `src/reactions`. */
export class Matches {
  readonly #matches: MatchRepository;

  constructor(matches: MatchRepository) {
    this.#matches = matches;
  }

  /**
   * Starts a new match; its id is a new version 4 UUID, and the correlation id of all its games.
   *
   * @param playerOne the name of the player who moves first in game 1: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other player; it differs in more than case.
   * @param bestOf an odd number.
   * @throws GameError if the match refuses the names or the number.
   */
  async startMatch(playerOne: string, playerTwo: string, bestOf: number): Promise<MatchState> {
    const match = new Match(uuid());
    match.startMatch(playerOne, playerTwo, bestOf, (number) => gameIdOf(match.id, number));
    await this.#matches.add(match, { causationId: uuid(), correlationId: match.id });
    return match;
  }

  /** @throws MatchNotFoundError */
  async getMatch(matchId: string): Promise<MatchState> {
    return this.#matches.get(matchId);
  }
}
