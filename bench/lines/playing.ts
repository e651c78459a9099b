import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { connect } from "../../src/persistence/connection/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { type Comparison, type Contender, compare } from "../comparison.ts";
import { LONGEST_GAME, PLAYER_ONE, PLAYER_TWO, playerAt } from "../games.ts";
import { commandsOn, type HandleCommand } from "../peers/emmett.ts";
import { emmettOnOneConnection, emmettStore } from "../peers/emmett-sqlite.ts";
import type { Sizes } from "../sizes.ts";
import { type Row, rowOf } from "../table.ts";

/** The number of commands: the start and all moves. */
const COMMANDS = 1 + LONGEST_GAME.length;

/** Compares playing the longest game: each command loads the events, decides, and stores the result in a file. */
export async function playingRows(folder: string, sizes: Sizes): Promise<Row[]> {
  const store = await connect({ kind: "file", path: join(folder, "playing.db") });
  const games = new GameRepository(store.client);
  const ours = ourPlayer(new ConnectFour(games));
  const kept = await emmettOnOneConnection(join(folder, "emmett-one-connection.db"));
  const documented = emmettPlayer("Emmett", commandsOn(await emmettStore(join(folder, "emmett.db"))));
  const onOneConnection = emmettPlayer("Emmett, one connection", commandsOn(kept));
  const pairs = [
    { ours, peer: documented },
    { ours, peer: onOneConnection },
  ];
  const rows: Row[] = [];
  for (const pair of pairs) {
    const comparison: Comparison = { what: "play a game of 42 moves into a file", unit: "commands", ...pair };
    rows.push(rowOf(comparison, await compare(comparison, sizes.scale)));
  }
  await store.close();
  kept.close();
  return rows;
}

function ourPlayer(connectFour: ConnectFour): Contender {
  return {
    name: "ConnectFour",
    async work() {
      const { game } = await connectFour.startGame(PLAYER_ONE, PLAYER_TWO);
      for (const [turn, column] of LONGEST_GAME.entries()) {
        await connectFour.makeMove(game.id, playerAt(turn), column);
      }
      return COMMANDS;
    },
  };
}

function emmettPlayer(name: string, handle: HandleCommand): Contender {
  return {
    name,
    async work() {
      const gameId = randomUUID();
      await handle(gameId, (game) => game.startGame(PLAYER_ONE, PLAYER_TWO));
      for (const [turn, column] of LONGEST_GAME.entries()) {
        await handle(gameId, (game) => game.makeMove(playerAt(turn), column));
      }
      return COMMANDS;
    },
  };
}
