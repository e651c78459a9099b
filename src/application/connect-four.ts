import { v4 as uuid } from "uuid";
import type { Column } from "../domain/board.ts";
import { Game } from "../domain/game.ts";
import { type Cause, ConcurrencyError, type GameRepository, type LogPosition } from "./game-repository.ts";

/** What can be seen of a game; only the commands of the service change it. */
export type GameState = Omit<Game, "startGame" | "makeMove" | "apply" | "markCommitted">;

/** What a command has led to. */
export interface Outcome {
  readonly game: GameState;
  /** Where the command's last event lies in the log: whoever has read up to here has seen it. */
  readonly position: LogPosition | undefined;
}

/** How often a move is decided anew because somebody else moved first; more often, something is wrong. */
const MOST_ATTEMPTS = 5;

/** What a user of the program can do. Each command loads a game, lets it decide, and stores what happened. */
export class ConnectFour {
  readonly #games: GameRepository;

  constructor(games: GameRepository) {
    this.#games = games;
  }

  /**
   * Starts a new game under an id of its own (a version 4 UUID).
   *
   * @param playerOne the name of the player who moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other player; it differs in more than case.
   * @param correlationId of the story that this belongs to; without it, the story begins here.
   * @throws GameError where the game refuses the names.
   */
  async startGame(playerOne: string, playerTwo: string, correlationId?: string): Promise<Outcome> {
    const game = new Game(uuid());
    game.startGame(playerOne, playerTwo);
    const position = await this.#games.add(game, causeOf(uuid(), correlationId));
    return { game, position };
  }

  /**
   * Drops a token. Where somebody else moves at the same time, the game is loaded again and decides again: the
   * rules, not the store, say what becomes of the later of the two.
   *
   * @param player the name of the player whose turn it is, spelled as at the start.
   * @param correlationId of the story that this belongs to; without it, the story begins here.
   * @throws GameError where the game refuses the move; GameNotFoundError.
   * @throws ConcurrencyError where others were faster five times in a row.
   */
  async makeMove(gameId: string, player: string, column: Column, correlationId?: string): Promise<Outcome> {
    const cause = causeOf(uuid(), correlationId);
    for (let attempt = 1; ; attempt++) {
      const game = await this.#games.get(gameId);
      game.makeMove(player, column);
      try {
        return { game, position: await this.#games.add(game, cause) };
      } catch (error) {
        if (!(error instanceof ConcurrencyError) || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }

  /** @throws GameNotFoundError */
  async getGame(gameId: string): Promise<GameState> {
    return this.#games.get(gameId);
  }
}

function causeOf(commandId: string, correlationId = commandId): Cause {
  return { causationId: commandId, correlationId };
}
