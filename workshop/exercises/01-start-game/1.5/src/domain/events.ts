/** A game began between two players. */
export interface GameStarted {
  readonly type: "GameStarted";
  readonly playerOne: string;
  readonly playerTwo: string;
}

/** Any event of a game. Exercise 2 adds more. */
export type GameEvent = GameStarted;
