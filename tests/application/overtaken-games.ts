import type { Cause, GameRepository } from "../../src/application/game-repository.ts";
import type { Game } from "../../src/domain/game.ts";

/** Games in which somebody else is faster: between loading a game and adding to it, `overtake` gets its chance. */
export class OvertakenGames implements GameRepository {
  readonly #games: GameRepository;
  readonly #overtake: (gameId: string) => Promise<unknown>;
  /** How often a game was loaded, and what was said to be the cause whenever somebody tried to add to one. */
  loaded = 0;
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
