import type { GameState } from "../../application/connect-four.ts";
import { GameAlreadyFinishedError, GameNotStartedError, UnknownPlayerError } from "../../domain/errors.ts";
import { ignoringCase } from "../../domain/player-name.ts";
import { describeStore } from "../../persistence/store-location.ts";
import { defineCommand, option, UsageError } from "../command.ts";
import { wholeGameId } from "../game-id.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { GameView } from "../screens/game-view.ts";
import { RemotePlay } from "../screens/remote-play.ts";
import { resumeLine } from "../screens/resume.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "plays one side of a game, while the other is played from another terminal",
  gameId: "required",
  options: { as: option("<name>", "the name of the player who sits here") },
  check({ as }) {
    if (as === undefined)
      throw new UsageError('"join" needs --as <name>, to know which of the two players you are.');
  },
  async run({ gameId: given, as = "", store: typed }, { terminal, locate }) {
    const location = locate();
    terminal.print(`Events: ${describeStore(location)}`);
    await withStore({ location, terminal, asks: true }, async (opening) => {
      const store = await opening;
      const gameId = await wholeGameId(given, store, terminal);
      const game = await store.connectFour.getGame(gameId);
      const player = playerCalled(as, game);
      terminal.print(`Game ${gameId}`);
      for (const event of game.events.slice(0, 1)) terminal.print(sentenceFor(event));
      const feed = store.follow(gameId, game.events.length);
      const view = new GameView(store.connectFour, terminal);
      let finished = false;
      try {
        finished = await new RemotePlay(player, store.connectFour, feed, view, terminal).play(game);
      } finally {
        await feed.close();
        if (!finished) terminal.print(resumeLine(gameId, location, typed, player));
      }
    });
  },
});

/** @returns the player's name, spelled as in the game. */
function playerCalled(name: string, { players, result }: GameState): string {
  if (!players) throw new GameNotStartedError();
  const normalized = (text: string) => ignoringCase(text.trim()); // other programs may store untrimmed names
  const player = [players.playerOne, players.playerTwo].find((one) => normalized(one) === normalized(name));
  if (player === undefined) throw new UnknownPlayerError(name, players);
  if (result) throw new GameAlreadyFinishedError();
  return player;
}
