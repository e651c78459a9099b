import { UnknownEventError } from "../../domain/errors.ts";
import type { GameEvent } from "../../domain/events.ts";
import { shapeOf } from "./board.ts";

/** @returns the event as part of a sentence, with the names as stored: not yet safe to print. */
export function sentenceFor(event: GameEvent): string {
  switch (event.type) {
    case "GameStarted":
      return `${event.playerOne} (${shapeOf("PlayerOne")}) plays against ${event.playerTwo} (${shapeOf("PlayerTwo")})`;
    case "MoveMade":
      return `${event.player} drops a token into column ${event.column}`;
    case "GameFinished":
      return { PlayerOneWon: "player one wins", PlayerTwoWon: "player two wins", Tied: "it is a tie" }[
        event.result
      ];
    default:
      throw new UnknownEventError(event);
  }
}
