/** Two players, known by name, sat down to play. */
export interface GameStarted {
  readonly type: "GameStarted";
  // Step 1.5: what must the event remember, if it is all that is kept of that moment?
}

/** All that can happen in a game; more is to come in exercise 2. */
export type GameEvent = GameStarted;
