import type { Column, Result } from "./board.ts";

/** What a player can do wrong. The message is a sentence for that player: what was wrong, what would be right. */
export abstract class GameError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

export class GameAlreadyStartedError extends GameError {
  constructor(playerOne: string, playerTwo: string) {
    super(`This game has already started: ${playerOne} plays against ${playerTwo}.`);
  }
}

export class GameNotStartedError extends GameError {
  constructor() {
    super("This game has not started yet: it needs two players first.");
  }
}

export class GameAlreadyFinishedError extends GameError {
  constructor() {
    super("This game is over: start a new one to play on.");
  }
}

export class UnknownPlayerError extends GameError {
  constructor(player: string, playerOne: string, playerTwo: string) {
    super(`${player} does not play in this game: ${playerOne} and ${playerTwo} do.`);
  }
}

export class NotYourTurnError extends GameError {
  constructor(player: string, nextPlayer: string) {
    super(`It is not ${player}'s turn: ${nextPlayer} moves next.`);
  }
}

export class UnknownColumnError extends GameError {
  constructor(column: string) {
    super(`There is no column ${column}: the columns are A to G.`);
  }
}

export class ColumnFullError extends GameError {
  constructor(column: Column, columnsWithRoom: readonly Column[]) {
    super(`Column ${column} is full: there is room in ${columnsWithRoom.join(", ")}.`);
  }
}

export class InvalidPlayerNameError extends GameError {
  static becauseItIsBlank(): InvalidPlayerNameError {
    return new InvalidPlayerNameError("A player's name cannot be blank: give it at least one letter.");
  }

  static becauseItIsTooLong(length: number, longest: number): InvalidPlayerNameError {
    return new InvalidPlayerNameError(
      `A player's name has at most ${longest} characters: this one has ${length.toString()}.`,
    );
  }

  static becauseItHasControlCharacters(): InvalidPlayerNameError {
    return new InvalidPlayerNameError(
      "A player's name cannot have control characters: letters, digits and spaces are fine.",
    );
  }
}

export class EqualPlayerNamesError extends GameError {
  constructor(playerOne: string, playerTwo: string) {
    super(`${playerTwo} and ${playerOne} are the same name: the two players need different ones.`);
  }
}

/** No command leads here, only a history that somebody tampered with. */
export class FinishMissingError extends GameError {
  constructor(result: Result) {
    super(`The game was decided (${result}), so GameFinished must follow.`);
  }
}

/** No command leads here, only a history that somebody tampered with. */
export class WrongResultError extends GameError {
  constructor(claimed: Result, actual: Result | undefined) {
    super(`GameFinished says ${claimed}, but the board says ${actual ?? "that the game is still open"}.`);
  }
}

/** No command leads here, only an event that this version of the game does not know. */
export class UnknownEventError extends GameError {
  constructor(event: never) {
    super(`There is no event ${(event as { type: string }).type} in a game.`);
  }
}

/** The events are not the story of any game, so nobody can play on from here. */
export class CorruptHistoryError extends Error {
  override readonly name = "CorruptHistoryError";
  readonly gameId: string;
  /** The 0-based place of the event that cannot have happened, or of the one that is missing. */
  readonly revision: number;
  /** The rule that the event breaks, as a sentence. */
  readonly reason: string;

  constructor(gameId: string, revision: number, cause: GameError) {
    super(`The history of game ${gameId} is corrupt at revision ${revision}: ${cause.message}`, { cause });
    this.gameId = gameId;
    this.revision = revision;
    this.reason = cause.message;
  }
}
