import type { GameState } from "../application/connect-four.ts";
import { GameAlreadyFinishedError, GameNotStartedError, UnknownPlayerError } from "../domain/errors.ts";
import { ignoringCase } from "../domain/player-name.ts";
import { GameFeed } from "../persistence/game-feed.ts";
import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { sentenceFor } from "./event-sentence.ts";
import { wholeGameId } from "./game-id.ts";
import { GameView } from "./game-view.ts";
import { resumeLine } from "./resume.ts";
import { Seat } from "./seat.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `join`: one of the two players at this terminal, the other at another one. */
export async function join(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal, asks: true }, async (opening) => {
    const store = await opening;
    const gameId = await wholeGameId(request.gameId ?? "", store, terminal);
    const game = await store.connectFour.getGame(gameId);
    const player = playerCalled(request.as ?? "", game);
    terminal.print(`Game ${gameId}`);
    for (const event of game.events.slice(0, 1)) terminal.print(sentenceFor(event));
    const feed = new GameFeed(store.connection, gameId, game.events.length);
    const view = new GameView(store.connectFour, terminal);
    let finished = false;
    try {
      finished = await new Seat(player, store.connectFour, feed, view, terminal).play(game);
    } finally {
      await feed.close();
      if (!finished) terminal.print(resumeLine(gameId, location, request.store, player));
    }
  });
}

/** @returns the name as it is spelled in the game. */
function playerCalled(name: string, { players, result }: GameState): string {
  if (!players) throw new GameNotStartedError();
  const usual = (text: string) => ignoringCase(text.trim()); // other programs may store names that we would trim
  const player = [players.playerOne, players.playerTwo].find((one) => usual(one) === usual(name));
  if (player === undefined) throw new UnknownPlayerError(name, players);
  if (result) throw new GameAlreadyFinishedError();
  return player;
}
