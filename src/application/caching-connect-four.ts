import { CachedGames } from "./cached-games.ts";
import { ConnectFour, type GameState, type Outcome } from "./connect-four.ts";
import type { GameRepository } from "./game-repository.ts";

/**
 * The same service, which does not load a game before each move: the game decides as it was after the last move here,
 * and the store takes the new one only if it still stands there. If not, the conflict makes the service load it, as ever.
 */
export class CachingConnectFour extends ConnectFour {
  readonly #games: CachedGames;

  constructor(games: GameRepository) {
    const cached = new CachedGames(games);
    super(cached);
    this.#games = cached;
  }

  override async makeMove(...[gameId, ...move]: Parameters<ConnectFour["makeMove"]>): Promise<Outcome> {
    try {
      return await super.makeMove(gameId, ...move);
    } catch (error) {
      // A game that is still cached has refused the move before the store was asked; behind, it may be wrong in that.
      if (!this.#games.has(gameId)) throw error;
      this.#games.forget(gameId);
      return super.makeMove(gameId, ...move);
    }
  }

  /** @returns the game as it is now, and not as it was after the last move here. */
  override async getGame(gameId: string): Promise<GameState> {
    this.#games.forget(gameId);
    return super.getGame(gameId);
  }
}
