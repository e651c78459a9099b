import { UnknownEventError } from "../../domain/errors.ts";
import type { GameEvent } from "../../domain/events.ts";
import type { Players } from "../../domain/players.ts";
import { shapeOf } from "./board.ts";

/**
 * @param players the names of the players, if they are known.
 * @returns the event as part of a sentence, with the names as stored: not yet safe to print.
 */
export function sentenceFor(
  event: GameEvent,
  players: Pick<Players, "playerOne" | "playerTwo"> = { playerOne: "player one", playerTwo: "player two" },
): string {
  switch (event.type) {
    case "GameStarted":
      return `${event.playerOne} (${shapeOf("PlayerOne")}) plays against ${event.playerTwo} (${shapeOf("PlayerTwo")})`;
    case "MoveMade":
      return `${event.player} drops a token into column ${event.column}`;
    case "GameFinished":
      if (event.result === "Tied") return "it is a tie";
      return `${event.result === "PlayerOneWon" ? players.playerOne : players.playerTwo} wins`;
    default:
      throw new UnknownEventError(event);
  }
}
