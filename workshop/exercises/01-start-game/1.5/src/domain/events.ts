/** Two players, known by name, sat down to play. */
export interface GameStarted {
  readonly type: "GameStarted";
  readonly playerOne: string;
  readonly playerTwo: string;
}

/** All that can happen in a game; more is to come in exercise 2. */
export type GameEvent = GameStarted;
