import { acceptPlayerName, refuseEqualNames } from "../../domain/player-name.ts";
import { defineCommand, flag, option, UsageError } from "../command.ts";
import { playMatch } from "../match/play-match.ts";
import { askNames } from "../screens/playing/ask-names.ts";
import { LocalPlay } from "../screens/playing/local-play.ts";
import { resumeLine } from "../screens/playing/resume.ts";
import { type Identified, wholeIdToPlay } from "../whole-id.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "a new game (as without a command); with an id, carries on with that game or match",
  gameId: "optional",
  options: {
    "best-of": option(
      "<n>",
      "a match of several games, until one player has won more than half of n",
      parseBestOf,
    ),
    "player-one": option("<name>", "skips the question for the name of who moves first", acceptPlayerName),
    "player-two": option("<name>", "skips the question for the other name", acceptPlayerName),
    events: flag("shows each event as it is recorded, below the board"),
  },
  check({ gameId, "best-of": bestOf, "player-one": playerOne, "player-two": playerTwo }) {
    if (playerOne !== undefined && playerTwo !== undefined) refuseEqualNames(playerOne, playerTwo);
    if (gameId !== undefined && (playerOne ?? playerTwo) !== undefined) {
      throw new UsageError("A game that goes on has its players: leave out --player-one and --player-two.");
    }
    if (gameId !== undefined && bestOf !== undefined)
      throw new UsageError("A match begins with its first game: leave out --best-of, or the id.");
  },
  async run(request, { terminal, locate }) {
    const { gameId, store: given, "best-of": bestOf } = request;
    const location = locate();
    await withStore({ location, terminal, mayCreate: gameId === undefined, asks: true }, async (opening) => {
      const farewell = (id: string) => resumeLine(id, location, given);
      const sitDown = async () =>
        new LocalPlay((await opening).connectFour, terminal, farewell, request.events);
      const goOnWith = async ({ kind, id }: Identified) => {
        const table = await sitDown();
        if (kind === "game") return table.carryOn(id);
        return playMatch(id, await opening, terminal, farewell(id), (game) => table.playGame(game));
      };

      if (gameId !== undefined) return goOnWith(await wholeIdToPlay(gameId, await opening, terminal));
      const names = await askNames(terminal, request["player-one"], request["player-two"]);
      if (!names) return;
      if (bestOf === undefined) return (await sitDown()).playNewGame(names);
      const { matches } = await opening;
      const { id } = await matches.startMatch(names.playerOne, names.playerTwo, bestOf);
      return goOnWith({ kind: "match", id });
    });
  },
});

function parseBestOf(text: string): number {
  if (/^\d{0,8}[13579]$/.test(text)) return Number(text);
  throw new UsageError("--best-of takes an odd number, such as 3 or 5.");
}
