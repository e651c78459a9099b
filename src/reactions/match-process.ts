import { decide } from "../application/decide.ts";
import { ConcurrencyError, type GameRepository } from "../application/game-repository.ts";
import { eventIdOf, gameIdOf } from "../application/ids.ts";
import { MatchNotFoundError, type MatchRepository } from "../application/match-repository.ts";
import { Game } from "../domain/game.ts";
import type { MatchCommand } from "./policy.ts";

/**
 * The process manager of matches: carries out the commands of the policy. What it remembers is the match, a fold of the
 * match's own stream, so nothing is lost with the process. A command may come any number of times, also in several
 * processes at once; its effect happens once, because all ids follow from the cause:
 *
 * - A result and the next step are one append at the expected revision. A match passes over a game that it has counted.
 * - A game is started where there is no stream yet. A refusal means that it has been started.
 *
 * The store answers a repeat of events that it has, by their ids, as it answered the first time. That is success, too.
 */
export class MatchProcess {
  readonly #matches: MatchRepository;
  readonly #games: GameRepository;

  constructor(matches: MatchRepository, games: GameRepository) {
    this.#matches = matches;
    this.#games = games;
  }

  /**
   * Carries out a command.
   *
   * @param eventId the id of the event that the command follows from.
   * @throws the errors of the repositories.
   */
  async carryOut(command: MatchCommand, eventId: string): Promise<void> {
    try {
      if (command.type === "CountGame") await this.#countGame(command, eventId);
      else await this.#startGame(command, eventId);
    } catch (error) {
      // A game whose correlation id is not the id of a match belongs to none.
      if (!(error instanceof MatchNotFoundError)) throw error;
    }
  }

  async #countGame(
    { matchId, gameId, result }: MatchCommand & { type: "CountGame" },
    eventId: string,
  ): Promise<void> {
    const eventIds = (index: number) => eventIdOf(eventId, index);
    await decide(
      this.#matches,
      matchId,
      { causationId: eventId, correlationId: matchId, eventIds },
      (match) => match.countGame(gameId, result, (number) => gameIdOf(matchId, number)),
    );
  }

  async #startGame(
    { matchId, number, gameId }: MatchCommand & { type: "StartGame" },
    eventId: string,
  ): Promise<void> {
    const match = await this.#matches.get(matchId);
    const isCounted = match.games.some((one) => one.number === number && one.winner !== undefined);
    if (isCounted) return; // it has been played, and may have been deleted since
    const { playerOne, playerTwo } = match.playersOf(number);
    const game = new Game(gameId);
    game.startGame(playerOne, playerTwo);
    const eventIds = (index: number) => eventIdOf(gameId, index);
    try {
      await this.#games.add(game, { causationId: eventId, correlationId: matchId, eventIds });
    } catch (error) {
      if (!(error instanceof ConcurrencyError)) throw error; // the game has been started, and has gone on
    }
  }
}
