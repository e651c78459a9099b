import { acceptPlayerName, refuseEqualNames } from "../../domain/player-name.ts";
import { describeStore } from "../../persistence/store-location.ts";
import { defineCommand, flag, option, UsageError } from "../command.ts";
import { wholeGameId } from "../game-id.ts";
import { askNames } from "../screens/ask-names.ts";
import { LocalPlay } from "../screens/local-play.ts";
import { resumeLine } from "../screens/resume.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "a new game (as without a command); with an id, carries on with that game",
  gameId: "optional",
  options: {
    "player-one": option("<name>", "skips the question for the name of who moves first", acceptPlayerName),
    "player-two": option("<name>", "skips the question for the other name", acceptPlayerName),
    events: flag("shows each event as it is recorded, below the board"),
  },
  check({ gameId, "player-one": playerOne, "player-two": playerTwo }) {
    if (playerOne !== undefined && playerTwo !== undefined) refuseEqualNames(playerOne, playerTwo);
    if (gameId !== undefined && (playerOne ?? playerTwo) !== undefined) {
      throw new UsageError("A game that goes on has its players: leave out --player-one and --player-two.");
    }
  },
  async run(request, { terminal, locate }) {
    const { gameId, store: given } = request;
    const location = locate();
    terminal.print(`Events: ${describeStore(location)}`);
    await withStore({ location, terminal, mayCreate: gameId === undefined, asks: true }, async (opening) => {
      const sitDown = async () => {
        const { connectFour } = await opening;
        return new LocalPlay(connectFour, terminal, (id) => resumeLine(id, location, given), request.events);
      };
      if (gameId !== undefined) {
        const id = await wholeGameId(gameId, await opening, terminal);
        return (await sitDown()).carryOn(id);
      }
      const names = await askNames(terminal, request["player-one"], request["player-two"]);
      if (names) await (await sitDown()).playNewGame(names);
    });
  },
});
