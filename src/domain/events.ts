import type { Column, Result } from "./board.ts";

/** Two players, known by name, sat down to play; player one moves first. */
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

/** The move before decided the game. */
export interface GameFinished {
  readonly type: "GameFinished";
  readonly result: Result;
}

/** All that can happen in a game. */
export type GameEvent = GameStarted | MoveMade | GameFinished;
