import { Board, type Column, type Result, type Token } from "./board.ts";
import {
  ColumnFullError,
  GameAlreadyStartedError,
  GameNotStartedError,
  NotYourTurnError,
  UnknownPlayerError,
} from "./errors.ts";
import type { GameEvent } from "./events.ts";
import { acceptPlayerName, refuseEqualNames } from "./player-name.ts";
import { Players } from "./players.ts";

/**
 * The aggregate: one game of Connect Four, told by its events.
 *
 * A command checks the rules, then records what happened as an event. Only `apply` changes the state, and it checks no
 * rule.
 */
export class Game {
  #events: readonly GameEvent[] = [];

  #players: Players | undefined;
  #nextToken: Token = "PlayerOne";
  #board = Board.empty;
  readonly #result: Result | undefined;

  // Commands

  /**
   * Starts the game.
   *
   * @param playerOne the name of the player who moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other player; it differs in more than case.
   * @throws GameAlreadyStartedError, InvalidPlayerNameError, EqualPlayerNamesError
   */
  startGame(playerOne: string, playerTwo: string): void {
    if (this.#players) throw new GameAlreadyStartedError(this.#players);
    const names = { playerOne: acceptPlayerName(playerOne), playerTwo: acceptPlayerName(playerTwo) };
    refuseEqualNames(names.playerOne, names.playerTwo);

    this.#record({ type: "GameStarted", ...names });
  }

  /**
   * Drops a token of the player into a column.
   *
   * @param player the name of the player whose turn it is, spelled as in `GameStarted`.
   * @throws GameNotStartedError, UnknownPlayerError, NotYourTurnError, ColumnFullError
   */
  makeMove(player: string, column: Column): void {
    if (!this.#players) throw new GameNotStartedError();
    const nextPlayer = this.#players.nameOf(this.#nextToken);
    if (!this.#players.include(player)) throw new UnknownPlayerError(player, this.#players);
    if (player !== nextPlayer) throw new NotYourTurnError(player, nextPlayer);
    if (!this.#board.hasRoomInColumn(column))
      throw new ColumnFullError(column, this.#board.columnsWithRoom());

    this.#record({ type: "MoveMade", player, column });
  }

  /** Applies an event, and remembers it. */
  #record(event: GameEvent): void {
    this.apply(event);
    this.#events = [...this.#events, event];
  }

  // Events

  /** Changes the state as the event says, and checks no rule: what has happened has happened. */
  apply(event: GameEvent): void {
    switch (event.type) {
      case "GameStarted":
        this.#players = new Players(event.playerOne, event.playerTwo);
        break;
      case "MoveMade": {
        if (!this.#players) throw new GameNotStartedError(); // there is no state that could hold this move
        const token = this.#players.tokenOf(event.player);
        this.#board = this.#board.dropToken(event.column, token);
        this.#nextToken = token === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
        break;
      }
      case "GameFinished":
        // Step 2.4: and after the last one?
        break;
    }
  }

  // State, to be read

  /** Undefined until the game has started. */
  get players(): Players | undefined {
    return this.#players;
  }

  /** The token of the next move, or undefined before the start and after the finish. */
  get nextToken(): Token | undefined {
    return this.#players && !this.#result ? this.#nextToken : undefined;
  }

  /** The name of the player whose token is `nextToken`. */
  get nextPlayer(): string | undefined {
    return this.nextToken && this.#players?.nameOf(this.nextToken);
  }

  get board(): Board {
    return this.#board;
  }

  /** Undefined until the game has finished. */
  get result(): Result | undefined {
    return this.#result;
  }

  /** All events of the game, in order. */
  get events(): readonly GameEvent[] {
    return this.#events;
  }
}
