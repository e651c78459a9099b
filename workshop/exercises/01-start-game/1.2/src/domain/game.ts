import type { GameEvent } from "./events.ts";

/** The aggregate: one game of Connect Four. */
export class Game {
  #playerOne: string | undefined;
  #playerTwo: string | undefined;

  // Commands

  startGame(_playerOne: string, _playerTwo: string): void {
    // Step 1.3
  }

  // Events

  /** Changes the state. Nothing else does, whether the event has just happened or is a year old. */
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
