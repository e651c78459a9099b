import { COLUMNS, type Column, type Result, type Token } from "../../src/domain/board.ts";
import type { GameEvent } from "../../src/domain/events.ts";

/** The state of a game as the peers keep it: plain data, without rules. */
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

/** Returns the state after an event, without changing the state before, as in the peers' documentation. */
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
