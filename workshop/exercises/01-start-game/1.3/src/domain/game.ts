import type { GameEvent } from "./events.ts";

/** The aggregate: one game of Connect Four. */
export class Game {
  #playerOne: string | undefined;
  #playerTwo: string | undefined;

  // Commands

  startGame(playerOne: string, playerTwo: string): void {
    this.#playerOne = playerOne;
    this.#playerTwo = playerTwo;
  }

  // Events

  /** The only place where state changes: for an event that has just happened, and for one of last year. */
  apply(_event: GameEvent): void {
    // Step 1.6
  }

  // State, to be read

  /** Undefined until the game has started. */
  get playerOne(): string | undefined {
    return this.#playerOne;
  }

  /** Undefined until the game has started. */
  get playerTwo(): string | undefined {
    return this.#playerTwo;
  }

  /** All events of the game, in order. */
  get events(): readonly GameEvent[] | undefined {
    return undefined; // step 1.4
  }
}
