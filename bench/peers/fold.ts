import { COLUMNS, type Column, type Result, type Token } from "../../src/domain/board.ts";
import type { GameEvent } from "../../src/domain/events.ts";

/** A game as one would keep it with the peers: plain data, and no questions asked. */
export interface GameState {
  readonly playerOne: string;
  readonly playerTwo: string;
  readonly tokenToMove: Token;
  readonly columns: readonly (readonly Token[])[];
  readonly result: Result | undefined;
}

export const initialState: GameState = {
  playerOne: "",
  playerTwo: "",
  tokenToMove: "PlayerOne",
  columns: COLUMNS.map(() => []),
  result: undefined,
};

/** Folds an event into the state as the peers' documentation does: by a function that changes nothing. */
export function evolve(state: GameState, event: GameEvent): GameState {
  switch (event.type) {
    case "GameStarted":
      return { ...state, playerOne: event.playerOne, playerTwo: event.playerTwo };
    case "MoveMade":
      return {
        ...state,
        tokenToMove: state.tokenToMove === "PlayerOne" ? "PlayerTwo" : "PlayerOne",
        columns: dropToken(state, event.column),
      };
    case "GameFinished":
      return { ...state, result: event.result };
  }
}

function dropToken({ columns, tokenToMove }: GameState, column: Column): GameState["columns"] {
  const index = COLUMNS.indexOf(column);
  const dropped = columns.slice();
  dropped[index] = [...(dropped[index] ?? []), tokenToMove];
  return dropped;
}
