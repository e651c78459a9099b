import { expect } from "vitest";
import type { Column, Result } from "../../src/domain/board.ts";
import type { GameError } from "../../src/domain/errors.ts";
import type { GameEvent, MoveMade } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";

type ErrorClass = abstract new (...parameters: never[]) => GameError;

/** Given a history, when a command is called, then exactly these events are recorded, in this order. */
export function given(...history: GameEvent[]) {
  const game = Game.loadFromHistory("game-of-the-test", history);
  return {
    when: (command: (game: Game) => void) => ({
      thenRecords(...expected: GameEvent[]) {
        command(game);
        expect(game.uncommittedEvents).toStrictEqual(expected);
        expect(game.events).toStrictEqual([...history, ...expected]);
      },
      thenRefuses(error: ErrorClass, sentence: string) {
        expect(() => command(game)).toThrow(error);
        expect(() => command(game)).toThrow(expect.objectContaining({ name: error.name, message: sentence }));
        expect(game.uncommittedEvents).toStrictEqual([]);
      },
    }),
  };
}

export const ANN_AND_BOB: GameEvent = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" };

export const moved = (player: string, column: Column): MoveMade => ({ type: "MoveMade", player, column });

export const finished = (result: Result): GameEvent => ({ type: "GameFinished", result });

/** @returns moves of Ann and Bob, in turn, into these columns: one letter per move, such as "ABAB". */
export function moves(columns: string): MoveMade[] {
  return [...columns].map((column, index) => ({
    type: "MoveMade",
    player: index % 2 === 0 ? "Ann" : "Bob",
    column: column as Column,
  }));
}

/** 42 moves that fill the board without four in a row. */
export const COLUMNS_TO_A_TIE = "DFGDEBGEGGBGECACGBBBACFADEEFCECABCFDAADFFD";

/** 42 moves that fill the board; the last of them gives player two four in a row. */
export const COLUMNS_TO_A_WIN_WITH_THE_LAST_TOKEN = "CFAGCAEDEFDDEBDEACCDEEGAFAAFGDFGFBBCGBGCBB";
