import { v4 as uuid } from "uuid";
import type { Column } from "../domain/board.ts";
import { Game } from "../domain/game.ts";
import { type Cause, ConcurrencyError, type GameRepository, type LogPosition } from "./game-repository.ts";

/** A game without its commands: it can be read, but only `ConnectFour` changes it. */
export type GameState = Omit<Game, "startGame" | "makeMove" | "apply" | "markCommitted">;

/** The outcome of a command. */
export interface Outcome {
  readonly game: GameState;
  /** The position of the command's last event in the log. A read model that has reached it shows the outcome. */
  readonly position: LogPosition | undefined;
}

/** The maximum number of attempts to make a move. Each attempt fails if another move has been stored first. */
const MAX_ATTEMPTS = 5;

/** What a user of the program can do. Each command loads a game, lets it decide, and stores the new events. */
export class ConnectFour {
  readonly #games: GameRepository;

  constructor(games: GameRepository) {
    this.#games = games;
  }

  /**
   * Starts a new game; its id is a new version 4 UUID.
   *
   * @param playerOne the name of the player who moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other player; it differs in more than case.
   * @param correlationId the correlation id of the command's cause; by default the command's own id.
   * @throws GameError if the game refuses the names.
   */
  async startGame(playerOne: string, playerTwo: string, correlationId?: string): Promise<Outcome> {
    const game = new Game(uuid());
    game.startGame(playerOne, playerTwo);
    const position = await this.#games.add(game, causeOf(uuid(), correlationId));
    return { game, position };
  }

  /**
   * Drops a token. If another move is stored first, this loads the game again and lets it decide again: the rules,
   * not the store, decide about the later move.
   *
   * @param player the name of the player whose turn it is, spelled as at the start.
   * @param correlationId the correlation id of the command's cause; by default the command's own id.
   * @throws GameError if the game refuses the move.
   * @throws GameNotFoundError
   * @throws ConcurrencyError if other moves were stored first five times in a row.
   */
  async makeMove(gameId: string, player: string, column: Column, correlationId?: string): Promise<Outcome> {
    const cause = causeOf(uuid(), correlationId);
    for (let attempt = 1; ; attempt++) {
      const game = await this.#games.get(gameId);
      game.makeMove(player, column);
      try {
        return { game, position: await this.#games.add(game, cause) };
      } catch (error) {
        if (!(error instanceof ConcurrencyError) || attempt === MAX_ATTEMPTS) throw error;
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
