import type { Board } from "../../domain/board.ts";
import { defineCommand } from "../command.ts";
import type { Composition } from "../composition.ts";
import { drawBoard } from "../screens/board.ts";
import { boardsAfter } from "../screens/boards-after.ts";
import { sentenceFor } from "../screens/event-sentence.ts";
import { resultLine, turnOf } from "../screens/playing/game-view.ts";
import { walkMatch } from "../screens/playing/match-walk.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wholeIdToPlay } from "../whole-id.ts";
import { withStore } from "../with-store.ts";

export const command = defineCommand({
  summary: "follows a game or match live until it ends",
  gameId: "required",
  options: {},
  async run(request, { terminal, locate }) {
    await withStore({ location: locate(), terminal }, async (opening) => {
      const store = await opening;
      const { kind, id } = await wholeIdToPlay(request.gameId, store, terminal);
      const over = new AbortController();
      const left = terminal.untilLeft(over.signal);
      const followed =
        kind === "game"
          ? follow(id, store, terminal, over.signal)
          : walkMatch(id, store, terminal, {
              playGame: (gameId) => follow(gameId, store, terminal, over.signal).then(() => true),
              waitFor: (feed, length) => feed.beyond(length, over.signal).then(() => true),
            });
      try {
        await Promise.race([followed, left]);
      } finally {
        over.abort();
        store.connection.giveUp(); // a user who leaves should not have to wait for the store
        await Promise.allSettled([followed, left]);
      }
    });
  },
});

async function follow(
  gameId: string,
  store: Composition,
  terminal: Terminal,
  over: AbortSignal,
): Promise<void> {
  const show = (board: Board) => terminal.draw(`\n${drawBoard(board, terminal.color)}`);
  terminal.print(`Game ${gameId}`);
  const start = await store.connectFour.getGame(gameId);
  for (const event of start.events.slice(0, 1)) terminal.print(sentenceFor(event));
  show(start.board);
  const feed = store.follow(gameId, start.events.length);
  try {
    for (let game = start; ; ) {
      terminal.print();
      if (game.result) return terminal.print(resultLine(game));
      terminal.print(`${turnOf(game)} next`);
      const seen = game.events.length;
      await feed.beyond(seen, over);
      game = await store.connectFour.getGame(gameId);
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
