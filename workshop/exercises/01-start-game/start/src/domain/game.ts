import type { GameEvent } from "./events.ts";

/** The aggregate: one game of Connect Four. */
export class Game {
  // Step 1.2: where does a game keep the names of its players?

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
    return "nobody has written this yet";
  }

  /** Undefined until the game has started. */
  get playerTwo(): string | undefined {
    return "nobody has written this yet";
  }

  /** All events of the game, in order. */
  get events(): readonly GameEvent[] | undefined {
    return undefined; // step 1.4
  }
}
