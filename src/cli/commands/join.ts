import { GameAlreadyFinishedError, GameNotStartedError, UnknownPlayerError } from "../../domain/errors.ts";
import { ignoringCase } from "../../domain/player-name.ts";
import type { Players } from "../../domain/players.ts";
import { defineCommand, option, UsageError } from "../command.ts";
import { playMatch } from "../match/play-match.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { GameView } from "../screens/playing/game-view.ts";
import { RemotePlay } from "../screens/playing/remote-play.ts";
import { resumeLine } from "../screens/playing/resume.ts";
import { wholeIdToPlay } from "../whole-id.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "plays one side of a game or match, while the other is played from another terminal",
  gameId: "required",
  options: { as: option("<name>", "the name of the player who sits here") },
  check({ as }) {
    if (as === undefined)
      throw new UsageError('"join" needs --as <name>, to know which of the two players you are.');
  },
  async run({ gameId: given, as = "", store: typed }, { terminal, locate }) {
    const location = locate();
    await withStore({ location, terminal, asks: true }, async (opening) => {
      const store = await opening;
      const { kind, id } = await wholeIdToPlay(given, store, terminal);
      const playGame = async (gameId: string, player: string) => {
        const game = await store.connectFour.getGame(gameId);
        terminal.print(`Game ${gameId}`);
        for (const event of game.events.slice(0, 1)) terminal.print(sentenceFor(event));
        const feed = store.follow(gameId, game.events.length);
        const view = new GameView(store.connectFour, terminal);
        try {
          return await new RemotePlay(player, store.connectFour, feed, view, terminal).play(game);
        } finally {
          await feed.close();
        }
      };
      if (kind === "match") {
        const player = playerCalled(as, (await store.matches.getMatch(id)).players);
        const farewell = resumeLine(id, location, typed, player);
        return playMatch(id, store, terminal, farewell, (gameId) => playGame(gameId, player));
      }
      const { players, result } = await store.connectFour.getGame(id);
      const player = playerCalled(as, players);
      if (result) throw new GameAlreadyFinishedError();
      let finished = false;
      try {
        finished = await playGame(id, player);
      } finally {
        if (!finished) terminal.print(resumeLine(id, location, typed, player));
      }
    });
  },
});

/** @returns the player's name, spelled as in the game. */
function playerCalled(name: string, players: Players | undefined): string {
  if (!players) throw new GameNotStartedError();
  const normalized = (text: string) => ignoringCase(text.trim()); // other programs may store untrimmed names
  const player = [players.playerOne, players.playerTwo].find((one) => normalized(one) === normalized(name));
  if (player === undefined) throw new UnknownPlayerError(name, players);
  return player;
}
