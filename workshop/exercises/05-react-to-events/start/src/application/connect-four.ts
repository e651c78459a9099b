import { v4 as uuid } from "uuid";
import type { Column } from "../domain/board.ts";
import { Game } from "../domain/game.ts";
import type { Cause, GameRepository, LogPosition } from "./game-repository.ts";
import type { Receiver } from "./receiver.ts";

/** A game without its commands: it can be read, but only `ConnectFour` changes it. */
export type GameState = Omit<Game, "startGame" | "makeMove" | "apply" | "markCommitted">;

/** The outcome of a command. */
export interface Outcome {
  readonly game: GameState;
  /** The position of the command's last event in the log. A read model that has reached it shows the outcome. */
  readonly position: LogPosition | undefined;
}

/** What a user of the program can do. Each command loads a game, lets it decide, and stores the new events. */
export class ConnectFour {
  readonly #games: GameRepository;
  readonly #receiver: Receiver | undefined;

  /** @param receiver is told how games end; see step 5.6. */
  constructor(games: GameRepository, receiver?: Receiver) {
    this.#games = games;
    this.#receiver = receiver;
  }

  /**
   * Starts a new game; its id is a new version 4 UUID.
   *
   * @param playerOne the name of the player who moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other player; it differs in more than case.
   * @throws GameError if the game refuses the names.
   */
  async startGame(playerOne: string, playerTwo: string): Promise<Outcome> {
    const game = new Game(uuid());
    game.startGame(playerOne, playerTwo);
    const position = await this.#games.add(game, newCause());
    return { game, position };
  }

  /**
   * Drops a token.
   *
   * @param player the name of the player whose turn it is, spelled as at the start.
   * @throws GameError if the game refuses the move.
   * @throws GameNotFoundError
   * @throws ConcurrencyError if another move was stored first.
   */
  async makeMove(gameId: string, player: string, column: Column): Promise<Outcome> {
    const game = await this.#games.get(gameId);
    game.makeMove(player, column);
    if (game.result) await this.#tell(game);
    const position = await this.#games.add(game, newCause());
    return { game, position };
  }

  /** Tells the receiver how the game has ended. */
  async #tell({ id: gameId, players, result, events }: GameState): Promise<void> {
    if (!players || !result) return;
    const { playerOne, playerTwo } = players;
    const moves = events.filter(({ type }) => type === "MoveMade").length;
    const finishedAt = new Date().toISOString();
    await this.#receiver?.tell({
      type: "GameResult.v1",
      id: uuid(),
      gameId,
      playerOne,
      playerTwo,
      result,
      moves,
      finishedAt,
    });
  }

  /** @throws GameNotFoundError */
  async getGame(gameId: string): Promise<GameState> {
    return this.#games.get(gameId);
  }
}

/** @returns the cause of a new command. A game that was loaded keeps its own correlation id instead of this new one. */
function newCause(): Cause {
  const commandId = uuid();
  return { causationId: commandId, correlationId: commandId };
}
