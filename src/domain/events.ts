import type { Column, Result } from "./board.ts";

/** A game began between two players; player one moves first. */
export interface GameStarted {
  readonly type: "GameStarted";
  readonly playerOne: string;
  readonly playerTwo: string;
}

/** A player dropped a token into a column. */
export interface MoveMade {
  readonly type: "MoveMade";
  readonly player: string;
  readonly column: Column;
}

/** A game ended; the event follows the move that decided it. */
export interface GameFinished {
  readonly type: "GameFinished";
  readonly result: Result;
}

/** Any event of a game. */
export type GameEvent = GameStarted | MoveMade | GameFinished;
