import type { Cause, GameRepository } from "../../src/application/game-repository.ts";
import type { Game } from "../../src/domain/game.ts";

/** Wraps a repository and calls `overtake` before each add, to cause conflicts. */
export class OvertakenGames implements GameRepository {
  readonly #games: GameRepository;
  readonly #overtake: (gameId: string) => Promise<unknown>;
  /** How often a game was loaded. */
  loaded = 0;
  /** The cause of each attempt to add, in order. */
  readonly causes: Cause[] = [];

  constructor(games: GameRepository, overtake: (gameId: string) => Promise<unknown>) {
    this.#games = games;
    this.#overtake = overtake;
  }

  async add(game: Game, cause: Cause) {
    this.causes.push(cause);
    await this.#overtake(game.id);
    return this.#games.add(game, cause);
  }

  async get(gameId: string) {
    this.loaded++;
    return this.#games.get(gameId);
  }
}
