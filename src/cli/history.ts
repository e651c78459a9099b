import type { GameEvent } from "../domain/events.ts";
import { toGameEvent } from "../persistence/event-mapping.ts";
import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { shapeOf } from "./board-drawing.ts";
import { printableJson } from "./printable.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `history`: the events of a game, as sentences or, with `--json`, as they are stored. */
export async function history(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  await withStore(location, async (opening) => {
    const { games } = await opening;
    for (const stored of await games.history(request.gameId ?? "")) {
      const { revision, type, data, metadata, id, created } = stored;
      terminal.print(
        request.json
          ? printableJson({ revision: Number(revision), type, data, metadata, id, created })
          : `${revision}`.padStart(3) +
              `  ${created.toISOString()}  ${type.padEnd(12)}  ${sentenceFor(toGameEvent(stored))}`,
      );
    }
  });
}

function sentenceFor(event: GameEvent): string {
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
      return event satisfies never;
  }
}
