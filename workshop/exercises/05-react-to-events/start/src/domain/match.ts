import type { Result } from "./board.ts";
import { GameError, UnknownEventError } from "./errors.ts";
import {
  CorruptMatchError,
  InvalidBestOfError,
  MatchAlreadyStartedError,
  MatchNotStartedError,
} from "./match-errors.ts";
import type { MatchEvent } from "./match-events.ts";
import { acceptPlayerName, refuseEqualNames } from "./player-name.ts";
import { Players } from "./players.ts";

/** A game of a match. */
interface MatchGame {
  /** Counts the games of the match, from 1 on. */
  readonly number: number;
  readonly gameId: string;
  /** The name of the player who won, null for a tie, undefined until the result has been counted. */
  readonly winner: string | null | undefined;
}

/** Gives the game of that number its id. The domain makes no ids. */
type GameIds = (number: number) => string;

/** The aggregate: a match of several games between the same two players. */
export class Match {
  readonly id: string;
  #uncommittedEvents: readonly MatchEvent[] = [];
  #revision: number | undefined;

  #players: Players | undefined;
  #bestOf = 1;
  #games: readonly MatchGame[] = [];
  #winner: string | undefined;

  /** @param id identifies the match; the name of its stream contains it. */
  constructor(id: string) {
    this.id = id;
  }

  /**
   * Rebuilds a match from its events.
   *
   * @param events all events of the match, in order.
   * @throws CorruptMatchError if the state of a match cannot hold one of them.
   */
  static loadFromHistory(id: string, events: readonly MatchEvent[]): Match {
    const match = new Match(id);
    for (const [revision, event] of events.entries()) {
      try {
        match.apply(event);
      } catch (error) {
        throw error instanceof GameError ? new CorruptMatchError(id, revision, error) : error;
      }
      match.#revision = revision;
    }
    return match;
  }

  // Commands

  /**
   * Starts the match, and schedules its first game.
   *
   * @param playerOne the name of the player who moves first in game 1; see `Game.startGame`.
   * @param bestOf the match ends when a player has won more than half of this number of games. Ties do not count.
   * @throws MatchAlreadyStartedError, InvalidBestOfError, InvalidPlayerNameError, EqualPlayerNamesError
   */
  startMatch(playerOne: string, playerTwo: string, bestOf: number, gameIds: GameIds): void {
    if (this.#players) throw new MatchAlreadyStartedError();
    if (!Number.isSafeInteger(bestOf) || bestOf < 1 || bestOf % 2 === 0) throw new InvalidBestOfError(bestOf);
    const names = { playerOne: acceptPlayerName(playerOne), playerTwo: acceptPlayerName(playerTwo) };
    refuseEqualNames(names.playerOne, names.playerTwo);

    this.#record({ type: "MatchStarted", ...names, bestOf });
    this.#record({ type: "MatchGameScheduled", number: 1, gameId: gameIds(1) });
  }

  /**
   * Counts the result of a game, and schedules the next game or finishes the match. Passes over a game that has been
   * counted, and a game that is not of this match.
   *
   * @param result the result of the game, whose player one may be the player two of the match.
   */
  countGame(gameId: string, result: Result, gameIds: GameIds): void {
    // step 5.5
  }

  /** Schedules one more game. */
  scheduleGame(gameIds: GameIds): void {
    const number = this.#games.length + 1;
    this.#record({ type: "MatchGameScheduled", number, gameId: gameIds(number) });
  }

  /** Finishes the match. */
  finish(winner: string): void {
    this.#record({ type: "MatchFinished", winner });
  }

  #record(event: MatchEvent): void {
    this.apply(event);
    this.#uncommittedEvents = [...this.#uncommittedEvents, event];
  }

  // Events

  /**
   * Changes the state as the event says, and checks no rule.
   *
   * @throws GameError if the state cannot hold the event: an event before the start, the result of a game that was
   *   never scheduled, two players of the same name.
   * @throws UnknownEventError
   */
  apply(event: MatchEvent): void {
    if (event.type !== "MatchStarted" && !this.#players) throw new MatchNotStartedError();
    switch (event.type) {
      case "MatchStarted":
        this.#players = new Players(event.playerOne, event.playerTwo);
        this.#bestOf = event.bestOf;
        break;
      case "MatchGameScheduled": {
        const { number, gameId } = event;
        this.#games = [...this.#games, { number, gameId, winner: undefined }];
        break;
      }
      case "MatchGameFinished":
        // step 5.5
        break;
      case "MatchFinished":
        this.#winner ??= event.winner;
        break;
      default:
        throw new UnknownEventError(event);
    }
  }

  /** Makes uncommitted events historical, after the store has acknowledged them; see `Game.markCommitted`. */
  markCommitted(events: readonly MatchEvent[]): void {
    this.#uncommittedEvents = this.#uncommittedEvents.slice(events.length);
    this.#revision = (this.#revision ?? -1) + events.length;
  }

  // State, to be read

  /** @throws MatchNotStartedError */
  get players(): Players {
    if (!this.#players) throw new MatchNotStartedError();
    return this.#players;
  }

  get bestOf(): number {
    return this.#bestOf;
  }

  /** All games that have been scheduled, in order. */
  get games(): readonly MatchGame[] {
    return this.#games;
  }

  /** The name of the player who has won the match; undefined until then. */
  get winner(): string | undefined {
    return this.#winner;
  }

  /** @returns the players of the game of that number: they swap sides with each game. */
  playersOf(number: number): Players {
    const { playerOne, playerTwo } = this.players;
    return number % 2 === 1 ? new Players(playerOne, playerTwo) : new Players(playerTwo, playerOne);
  }

  /** @returns how many games the player has won. */
  winsOf(player: string): number {
    return this.#games.filter(({ winner }) => winner === player).length;
  }

  /** The 0-based place of the last historical event in the match's stream, or undefined for a new match. */
  get revision(): number | undefined {
    return this.#revision;
  }

  /** The events that the store does not have yet, in order. */
  get uncommittedEvents(): readonly MatchEvent[] {
    return this.#uncommittedEvents;
  }
}
