import { ring } from "../bell.ts";
import { Board, type Column, type Result, type Token } from "./board.ts";
import {
  ColumnFullError,
  CorruptHistoryError,
  GameAlreadyFinishedError,
  GameAlreadyStartedError,
  GameError,
  GameNotStartedError,
  NotYourTurnError,
  UnknownEventError,
  UnknownPlayerError,
} from "./errors.ts";
import type { GameEvent } from "./events.ts";
import { acceptPlayerName, refuseEqualNames } from "./player-name.ts";
import { Players } from "./players.ts";

/**
 * The aggregate: one game of Connect Four, told by its events.
 *
 * A command checks the rules, then records what happened as an event. Only `apply` changes the state, and it checks no
 * rule: the same events always lead to the same state, whether they are new or a year old.
 */
export class Game {
  readonly id: string;
  #historicalEvents: readonly GameEvent[] = [];
  #uncommittedEvents: readonly GameEvent[] = [];
  #revision: number | undefined;

  #players: Players | undefined;
  #nextToken: Token = "PlayerOne";
  #board = Board.empty;
  #result: Result | undefined;

  /** @param id identifies the game; the name of its stream contains it. */
  constructor(id: string) {
    this.id = id;
  }

  /**
   * Rebuilds a game from its events.
   *
   * @param events all events of the game, in order.
   * @throws CorruptHistoryError if the state of a game cannot hold one of them.
   */
  static loadFromHistory(id: string, events: Iterable<GameEvent>): Game {
    const game = new Game(id);
    game.#historicalEvents = [...events];
    for (const [revision, event] of game.#historicalEvents.entries()) {
      try {
        game.apply(event);
      } catch (error) {
        throw error instanceof GameError ? new CorruptHistoryError(id, revision, error) : error;
      }
      game.#revision = revision;
    }
    return game;
  }

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
   * Drops a token of the player into a column. A move that decides the game also finishes it.
   *
   * @param player the name of the player whose turn it is, spelled as in `GameStarted`.
   * @throws GameNotStartedError, GameAlreadyFinishedError, UnknownPlayerError, NotYourTurnError, ColumnFullError
   */
  makeMove(player: string, column: Column): void {
    if (!this.#players) throw new GameNotStartedError();
    if (this.#result) throw new GameAlreadyFinishedError();
    const nextPlayer = this.#players.nameOf(this.#nextToken);
    if (!this.#players.include(player)) throw new UnknownPlayerError(player, this.#players);
    if (player !== nextPlayer) throw new NotYourTurnError(player, nextPlayer);
    if (!this.#board.hasRoomInColumn(column))
      throw new ColumnFullError(column, this.#board.columnsWithRoom());

    this.#record({ type: "MoveMade", player, column });
    const result = this.#board.getResult();
    if (result) this.#record({ type: "GameFinished", result });
  }

  #record(event: GameEvent): void {
    this.apply(event);
    this.#uncommittedEvents = [...this.#uncommittedEvents, event];
  }

  // Events

  /**
   * Changes the state as the event says, and checks no rule: what has happened has happened.
   *
   * @throws GameError if the state cannot hold the event: an event before the start, a move of an unknown player or
   *   into a full column, two players of the same name.
   * @throws UnknownEventError
   */
  apply(event: GameEvent): void {
    switch (event.type) {
      case "GameStarted":
        this.#players = new Players(event.playerOne, event.playerTwo);
        break;
      case "MoveMade": {
        if (!this.#players) throw new GameNotStartedError();
        const token = this.#players.tokenOf(event.player);
        this.#board = this.#board.dropToken(event.column, token);
        this.#nextToken = token === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
        break;
      }
      case "GameFinished":
        if (!this.#players) throw new GameNotStartedError();
        this.#result ??= event.result;
        ring("apply");
        break;
      default:
        throw new UnknownEventError(event);
    }
  }

  /**
   * Makes uncommitted events historical, after the store has acknowledged them.
   *
   * @param events the first of the uncommitted events: those that were stored. The others stay uncommitted.
   */
  markCommitted(events: readonly GameEvent[]): void {
    this.#historicalEvents = [...this.#historicalEvents, ...events];
    this.#uncommittedEvents = this.#uncommittedEvents.slice(events.length);
    this.#revision = (this.#revision ?? -1) + events.length;
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

  /** The 0-based place of the last historical event in the game's stream, or undefined for a new game. */
  get revision(): number | undefined {
    return this.#revision;
  }

  /** The events that the store has, in order. */
  get historicalEvents(): readonly GameEvent[] {
    return this.#historicalEvents;
  }

  /** The events that the store does not have yet, in order. */
  get uncommittedEvents(): readonly GameEvent[] {
    return this.#uncommittedEvents;
  }

  /** All events of the game, in order. */
  get events(): readonly GameEvent[] {
    return [...this.#historicalEvents, ...this.#uncommittedEvents];
  }
}
