import { v4 as uuid } from "uuid";
import type { GameRepository } from "../application/game-repository.ts";
import { gameIdOf } from "../application/ids.ts";
import { MatchNotFoundError, type MatchRepository } from "../application/match-repository.ts";
import { Game } from "../domain/game.ts";
import type { MatchCommand } from "./policy.ts";

/** Carries out the commands of the policy. */
export class MatchProcess {
  readonly #matches: MatchRepository;
  readonly #games: GameRepository;
  /** How many games each player of each match has won. */
  readonly #wins = new Map<string, number>();

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
    const match = await this.#matches.get(matchId);
    const { players } = await this.#games.get(gameId);
    const winner = { PlayerOneWon: players?.playerOne, PlayerTwoWon: players?.playerTwo, Tied: undefined }[
      result
    ];
    const key = `${winner} in ${matchId}`;
    const wins = (this.#wins.get(key) ?? 0) + 1;
    this.#wins.set(key, wins);

    if (winner !== undefined && wins > match.bestOf / 2) match.finish(winner);
    else match.scheduleGame((number) => gameIdOf(matchId, number));
    await this.#matches.add(match, { causationId: eventId, correlationId: matchId });
  }

  async #startGame(
    { matchId, number }: MatchCommand & { type: "StartGame" },
    eventId: string,
  ): Promise<void> {
    const { playerOne, playerTwo } = (await this.#matches.get(matchId)).playersOf(number);
    const game = new Game(uuid()); // a new game, so a new id
    game.startGame(playerOne, playerTwo);
    await this.#games.add(game, { causationId: eventId, correlationId: matchId });
  }
}
