import { Board, type Column, isColumn, type Result, type Token } from "./board.ts";
import {
  ColumnFullError,
  CorruptHistoryError,
  FinishMissingError,
  GameAlreadyFinishedError,
  GameAlreadyStartedError,
  type GameError,
  GameNotStartedError,
  NotYourTurnError,
  UnknownColumnError,
  UnknownEventError,
  UnknownPlayerError,
  WrongResultError,
} from "./errors.ts";
import type { GameEvent, MoveMade } from "./events.ts";
import { acceptPlayerName, refuseEqualNames } from "./player-name.ts";

/**
 * The aggregate: one game of Connect Four, told by its events.
 *
 * A command checks the constraints, then records what happened as an event. State changes in `apply` alone, so
 * that the same events always lead to the same state, whether they are new or come out of the store.
 */
export class Game {
  readonly id: string;
  #events: readonly GameEvent[] = [];

  #playerOne: string | undefined;
  #playerTwo: string | undefined;
  #tokenToMove: Token = "PlayerOne";
  #board = Board.empty;
  #result: Result | undefined;

  /** @param id names the game for good, and with it the stream of its events. */
  constructor(id: string) {
    this.id = id;
  }

  /**
   * Rebuilds a game from what has happened in it.
   *
   * @param events all events of the game, from the first on, in order.
   * @throws CorruptHistoryError where the rules do not allow that story.
   */
  static loadFromHistory(id: string, events: Iterable<GameEvent>): Game {
    const game = new Game(id);
    const history = [...events];
    history.forEach((event, revision) => {
      const objection = game.#objectionTo(event);
      if (objection) throw new CorruptHistoryError(id, revision, objection);
      game.apply(event);
    });
    const objection = game.#objectionToTheEnd();
    if (objection) throw new CorruptHistoryError(id, history.length, objection);
    game.#events = history;
    return game;
  }

  // Commands

  /**
   * @param playerOne the name of whoever moves first: 1 to 40 characters, no control characters.
   * @param playerTwo the name of the other; another one, even ignoring case.
   * @throws InvalidPlayerNameError, EqualPlayerNamesError, GameAlreadyStartedError
   */
  startGame(playerOne: string, playerTwo: string): void {
    // What names we accept is a policy, not a rule of the game: it binds this command, and no event of the past.
    const names = { playerOne: acceptPlayerName(playerOne), playerTwo: acceptPlayerName(playerTwo) };
    refuseEqualNames(names.playerOne, names.playerTwo);
    this.#record({ type: "GameStarted", ...names });
  }

  /**
   * Drops a token of the player into a column; where that decides the game, the game is finished as well.
   *
   * @param player the name of the one whose turn it is, spelled as in `GameStarted`.
   * @param column "A" to "G".
   * @throws GameNotStartedError, GameAlreadyFinishedError, UnknownPlayerError, NotYourTurnError,
   *   UnknownColumnError, ColumnFullError
   */
  makeMove(player: string, column: string): void {
    this.#record({ type: "MoveMade", player, column: column as Column }); // the rules refuse any other text
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
      default:
        throw new UnknownEventError(event);
    }
  }

  #record(event: GameEvent): void {
    const objection = this.#objectionTo(event);
    if (objection) throw objection;
    this.apply(event);
    this.#events = [...this.#events, event];
  }

  /**
   * Makes events history, once the store has acknowledged them.
   *
   * @param events the uncommitted events that were stored; what has been recorded since stays uncommitted.
   */
  markCommitted(_events: readonly GameEvent[]): void {
    // Step 3.7
  }

  // Rules: the same for commands and for history

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

    const result = this.#board.getResult();
    switch (event.type) {
      case "MoveMade":
        if (result) return new FinishMissingError(result);
        return this.#objectionToMove(event, playerOne, playerTwo);
      case "GameFinished":
        return event.result === result ? undefined : new WrongResultError(event.result, result);
      default:
        return new UnknownEventError(event);
    }
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

  /** @returns what is wrong where the events end although the board says how the game must end. */
  #objectionToTheEnd(): GameError | undefined {
    const result = this.#board.getResult();
    return result && !this.#result ? new FinishMissingError(result) : undefined;
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

  /** The events that the store has. */
  get historicalEvents(): readonly GameEvent[] {
    return []; // step 3.7
  }

  /** The events that have happened since, and that the store does not have yet. */
  get uncommittedEvents(): readonly GameEvent[] {
    return []; // step 3.7
  }

  /** All events of the game, in order. */
  get events(): readonly GameEvent[] {
    return this.#events;
  }
}
