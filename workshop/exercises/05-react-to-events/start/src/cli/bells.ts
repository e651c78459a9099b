import { ConnectFour } from "../application/connect-four.ts";
import { ringsSoFar } from "../bell.ts";
import { connect } from "../persistence/connection/connection.ts";
import { STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { GameRepository } from "../persistence/game-repository.ts";
import { fold, type GameTables } from "../projections/fold.ts";
import { MemoryTable } from "../projections/tables/memory-table.ts";
import { playToTheEnd } from "./quick-game.ts";
import type { Terminal } from "./terminal/terminal.ts";

const GAMES_OF_LAST_YEAR = 12;

/** Plays some games in a store of its own, and says when the bell of the club rings, and where. */
export async function hearBells(terminal: Terminal): Promise<void> {
  const connection = await connect({ kind: "memory" });
  try {
    const connectFour = new ConnectFour(new GameRepository(connection.client, connection));
    const winGame = async () => {
      const { game } = await connectFour.startGame("Ann", "Bob");
      await playToTheEnd(connectFour, { gameId: game.id, playerOne: "Ann", playerTwo: "Bob" });
      return game.id;
    };
    for (let game = 0; game < GAMES_OF_LAST_YEAR; game++) await winGame();
    ringsSoFar();
    terminal.print(`${GAMES_OF_LAST_YEAR} games were won last year.`);
    const say = (what: string) => terminal.print(`${what.padEnd(50)}${heard()}`);

    const id = await winGame();
    say("Ann wins one more:");
    await connectFour.getGame(id);
    say("somebody looks at its board:");
    await connectFour.getGame(id);
    say("and somebody else:");
    const tables: GameTables = {
      games: new MemoryTable(),
      standings: new MemoryTable(),
      results: new MemoryTable(),
    };
    for await (const { event } of connection.client.readAll()) {
      if (event?.streamId.startsWith(STREAM_PREFIX))
        fold(tables, event.streamId.slice(STREAM_PREFIX.length), toGameEvent(event), event.created);
    }
    say("the list of games is built anew:");
  } finally {
    await connection.close();
  }
}

/** @returns such as "rings 12 times in apply". */
function heard(): string {
  const rings = ringsSoFar();
  const places = [...new Set(rings)].map((place) => {
    const times = rings.filter((one) => one === place).length;
    return `${times === 1 ? "once" : `${times} times`} in ${place}`;
  });
  return places.length === 0 ? "silence" : `it rings ${places.join(", and ")}`;
}
