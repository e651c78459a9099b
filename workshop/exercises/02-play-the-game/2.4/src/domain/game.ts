import { Board, type Column, isColumn, type Result, type Token } from "./board.ts";
import {
  ColumnFullError,
  GameAlreadyFinishedError,
  GameAlreadyStartedError,
  type GameError,
  GameNotStartedError,
  NotYourTurnError,
  UnknownColumnError,
  UnknownPlayerError,
} from "./errors.ts";
import type { GameEvent, MoveMade } from "./events.ts";
import { acceptPlayerName, refuseEqualNames } from "./player-name.ts";

/**
 * The aggregate: one game of Connect Four, told by its events.
 *
 * A command asks the rules, then records what happened as an event. State changes in `apply` alone.
 */
export class Game {
  #events: readonly GameEvent[] = [];

  #playerOne: string | undefined;
  #playerTwo: string | undefined;
  #tokenToMove: Token = "PlayerOne";
  #board = Board.empty;
  #result: Result | undefined;

  // Commands

  /**
   * @param playerOne the name of whoever moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other; another one, even ignoring case.
   * @throws InvalidPlayerNameError, EqualPlayerNamesError, GameAlreadyStartedError
   */
  startGame(playerOne: string, playerTwo: string): void {
    const names = { playerOne: acceptPlayerName(playerOne), playerTwo: acceptPlayerName(playerTwo) };
    refuseEqualNames(names.playerOne, names.playerTwo);
    this.#record({ type: "GameStarted", ...names });
  }

  /**
   * Drops a token of the player into a column; where that decides the game, the game is finished as well.
   *
   * @param player the name of the one whose turn it is, spelled as in `GameStarted`.
   * @param column "A" to "G"; the rules refuse any other text.
   */
  makeMove(player: string, column: string): void {
    this.#record({ type: "MoveMade", player, column: column as Column });
    const result = this.#board.getResult();
    if (result) this.#record({ type: "GameFinished", result });
  }

  // Events

  /** Changes the state as the event says, and asks no questions: what has happened has happened. */
  apply(event: GameEvent): void {
    switch (event.type) {
      case "GameStarted":
        this.#playerOne = event.playerOne;
        this.#playerTwo = event.playerTwo;
        break;
      case "MoveMade":
        this.#board = this.#board.dropToken(event.column, this.#tokenToMove);
        this.#tokenToMove = this.#tokenToMove === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
        break;
      case "GameFinished":
        this.#result = event.result;
        break;
    }
  }

  /** All that a command does with an event: ask the rules, apply it, remember it. In this order. */
  #record(event: GameEvent): void {
    const objection = this.#objectionTo(event);
    if (objection) throw objection;
    this.apply(event);
    this.#events = [...this.#events, event];
  }

  // Rules

  /** @returns why the event may not come next, or nothing where it may. */
  #objectionTo(event: GameEvent): GameError | undefined {
    const playerOne = this.#playerOne;
    const playerTwo = this.#playerTwo;
    const started = playerOne !== undefined && playerTwo !== undefined;
    if (event.type === "GameStarted") {
      return started ? new GameAlreadyStartedError(playerOne, playerTwo) : undefined;
    }
    if (!started) return new GameNotStartedError();
    if (this.#result) return new GameAlreadyFinishedError();
    if (event.type === "MoveMade") return this.#objectionToMove(event, playerOne, playerTwo);
    return undefined;
  }

  #objectionToMove(
    { player, column }: MoveMade,
    playerOne: string,
    playerTwo: string,
  ): GameError | undefined {
    if (player !== playerOne && player !== playerTwo)
      return new UnknownPlayerError(player, playerOne, playerTwo);
    const nextPlayer = this.#tokenToMove === "PlayerOne" ? playerOne : playerTwo;
    if (player !== nextPlayer) return new NotYourTurnError(player, nextPlayer);
    if (!isColumn(column)) return new UnknownColumnError(column);
    if (!this.#board.hasRoomInColumn(column))
      return new ColumnFullError(column, this.#board.columnsWithRoom());
    return undefined;
  }

  // State, to be read

  /** Undefined until the game has started. */
  get playerOne(): string | undefined {
    return this.#playerOne;
  }

  /** Undefined until the game has started. */
  get playerTwo(): string | undefined {
    return this.#playerTwo;
  }

  /** Whose token falls next, or undefined where no move can be made: before the start and after the finish. */
  get nextToken(): Token | undefined {
    return this.#playerOne === undefined || this.#result ? undefined : this.#tokenToMove;
  }

  /** The name that goes with `nextToken`. */
  get nextPlayer(): string | undefined {
    return this.nextToken && (this.nextToken === "PlayerOne" ? this.#playerOne : this.#playerTwo);
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
