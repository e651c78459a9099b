import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import type { Cause, GameRepository, LogPosition } from "./game-repository.ts";

/** More than anybody plays at a time in one process, and few enough to keep. */
const MOST_GAMES = 100;

/**
 * Games whose events stay in memory once they have been added. What has happened never changes, so no event needs to
 * be read again. But more may have happened elsewhere since: a cached game may be behind, and then the store refuses
 * what is added to it, since it is not at the expected revision.
 */
export class CachedGames implements GameRepository {
  readonly #games: GameRepository;
  readonly #histories = new Map<string, readonly GameEvent[]>();

  /** @param games where the games are kept. */
  constructor(games: GameRepository) {
    this.#games = games;
  }

  /** @throws what the games themselves throw; then the game is forgotten, and loaded by the next `get`. */
  async add(game: Game, cause: Cause): Promise<LogPosition | undefined> {
    this.forget(game.id);
    const position = await this.#games.add(game, cause);
    this.#histories.set(game.id, game.historicalEvents);
    const [oldest = game.id] = this.#histories.keys();
    if (this.#histories.size > MOST_GAMES) this.forget(oldest);
    return position;
  }

  /**
   * @returns the game as it was when something was added to it here, rebuilt from its events, or else as it is stored.
   * @throws what the games themselves throw.
   */
  async get(gameId: string): Promise<Game> {
    const history = this.#histories.get(gameId);
    return history ? Game.loadFromHistory(gameId, history) : this.#games.get(gameId);
  }

  /** Whether `get` answers from memory, and perhaps with a game that is behind. */
  has(gameId: string): boolean {
    return this.#histories.has(gameId);
  }

  /** Makes the next `get` load the game. */
  forget(gameId: string): void {
    this.#histories.delete(gameId);
  }
}
