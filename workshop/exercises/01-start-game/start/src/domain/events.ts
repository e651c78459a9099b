/** A game began between two players. */
export interface GameStarted {
  readonly type: "GameStarted";
  // Step 1.5: what must the event remember, if it is all that is kept of that moment?
}

/** Any event of a game. Exercise 2 adds more. */
export type GameEvent = GameStarted;
