import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { askNames } from "./ask-names.ts";
import { wholeGameId } from "./game-id.ts";
import { resumeLine } from "./resume.ts";
import { Table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `play`: a new game, or the one with the given id, to its end, and as many rematches as wanted. */
export async function play(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  terminal.print(`Events: ${describeStore(location)}`);
  await withStore(
    { location, terminal, mayCreate: request.gameId === undefined, asks: true },
    async (opening) => {
      const sitDown = async () => {
        const { connectFour } = await opening;
        const farewell = (gameId: string) => resumeLine(gameId, location, request.store);
        return new Table(connectFour, terminal, farewell, request.events);
      };
      if (request.gameId !== undefined) {
        const gameId = await wholeGameId(request.gameId, await opening, terminal);
        return (await sitDown()).carryOn(gameId);
      }
      const names = await askNames(terminal, request.playerOne, request.playerTwo);
      if (names) await (await sitDown()).playNewGame(names);
    },
  );
}
