import type { GameEvent, GameStarted } from "./events.ts";

/** The aggregate: one game of Connect Four. */
export class Game {
  #playerOne: string | undefined;
  #playerTwo: string | undefined;
  #events: readonly GameEvent[] = [];

  // Commands

  startGame(playerOne: string, playerTwo: string): void {
    const event: GameStarted = { type: "GameStarted", playerOne, playerTwo };
    this.apply(event);
    this.#events = [...this.#events, event];
  }

  // Events

  /** Changes the state. Nothing else does, whether the event has just happened or is a year old. */
  apply(event: GameEvent): void {
    this.#playerOne = event.playerOne;
    this.#playerTwo = event.playerTwo;
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
  get events(): readonly GameEvent[] {
    return this.#events;
  }
}
