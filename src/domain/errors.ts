// GameError and its subclasses are refusals, for players to read. UnknownEventError reports a fault of the program,
// CorruptHistoryError a fault of the stored events.

/** The names of the two players of a game. */
interface Names {
  readonly playerOne: string;
  readonly playerTwo: string;
}

/** A command was refused. The message is a sentence for the player: what was wrong, what would be right. */
export abstract class GameError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

export class GameAlreadyStartedError extends GameError {
  constructor({ playerOne, playerTwo }: Names) {
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
  constructor(player: string, { playerOne, playerTwo }: Names) {
    super(`${player} does not play in this game: ${playerOne} and ${playerTwo} do.`);
  }
}

export class NotYourTurnError extends GameError {
  constructor(player: string, nextPlayer: string) {
    super(`It is not ${player}'s turn: ${nextPlayer} moves next.`);
  }
}

export class ColumnFullError extends GameError {
  constructor(column: string, columnsWithRoom: readonly string[]) {
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

/** A `switch` has no `case` for the type of an event. Its argument is `never`, so the type checker finds this first. */
export class UnknownEventError extends Error {
  override readonly name = "UnknownEventError";

  constructor(event: never) {
    super(`There is no event ${JSON.stringify(event)} in a game.`);
  }
}

/** The state of a game cannot hold an event of its history, such as a token in a full column. */
export class CorruptHistoryError extends Error {
  override readonly name = "CorruptHistoryError";
  readonly gameId: string;
  /** The 0-based place of the event in the game's stream. */
  readonly revision: number;

  /** @param cause says why the state cannot hold the event. */
  constructor(gameId: string, revision: number, cause: GameError) {
    super(`The history of game ${gameId} is corrupt at revision ${revision}: ${cause.message}`, { cause });
    this.gameId = gameId;
    this.revision = revision;
  }
}
