import type { Board } from "../domain/board.ts";
import { GameFeed } from "../persistence/game-feed.ts";
import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { Request } from "./arguments.ts";
import { drawBoard } from "./board-drawing.ts";
import { boardsAfter } from "./boards-after.ts";
import type { Composition } from "./composition.ts";
import { sentenceFor } from "./event-sentence.ts";
import { wholeGameId } from "./game-id.ts";
import { resultLine } from "./game-view.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `watch`: shows a game as it is, and then each move as it is made, until the game ends. */
export async function watch(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal }, async (opening) => {
    const store = await opening;
    const gameId = await wholeGameId(request.gameId ?? "", store, terminal);
    terminal.print(`Game ${gameId}`);
    const over = new AbortController();
    const left = terminal.untilLeft(over.signal);
    const followed = follow(gameId, store, terminal, over.signal);
    try {
      await Promise.race([followed, left]);
    } finally {
      over.abort();
      store.connection.giveUp(); // one who leaves waits for nothing any more
      await Promise.allSettled([followed, left]);
    }
  });
}

async function follow(
  gameId: string,
  { connectFour, connection }: Composition,
  terminal: Terminal,
  over: AbortSignal,
): Promise<void> {
  const show = (board: Board) => terminal.draw(`\n${drawBoard(board, terminal.color)}`);
  const start = await connectFour.getGame(gameId);
  for (const event of start.events.slice(0, 1)) terminal.print(sentenceFor(event));
  show(start.board);
  const feed = new GameFeed(connection, gameId, start.events.length);
  try {
    for (let game = start; ; ) {
      if (game.result) {
        terminal.print();
        return terminal.print(resultLine(game));
      }
      const seen = game.events.length;
      await feed.beyond(seen, over);
      game = await connectFour.getGame(gameId);
      for (const { event, board } of boardsAfter(gameId, game.events).slice(seen)) {
        if (event.type !== "MoveMade") continue;
        terminal.print();
        terminal.print(sentenceFor(event));
        show(board);
      }
    }
  } finally {
    await feed.close();
  }
}
