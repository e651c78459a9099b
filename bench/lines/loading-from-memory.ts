import { Game } from "../../src/domain/game.ts";
import { type Comparison, type Contender, compare } from "../comparison.ts";
import { longestHistory } from "../games.ts";
import { keepInCastore } from "../peers/castore.ts";
import { keepInEmmett } from "../peers/emmett.ts";
import type { Sizes } from "../sizes.ts";
import { type Row, rowOf } from "../table.ts";

const LOADS = 50;

/** Compares folding the longest game from events in memory with the peers' folds. */
export async function loadingFromMemoryRows(sizes: Sizes): Promise<Row[]> {
  const history = longestHistory();
  const peers = { Emmett: await keepInEmmett(history), castore: await keepInCastore(history) };
  const ours = loader("Game", history.length, () => Game.loadFromHistory("longest", history));
  const rows: Row[] = [];
  for (const [name, load] of Object.entries(peers)) {
    const state = await load();
    if (state?.result !== "Tied") throw new Error(`${name} has not loaded the game.`);
    const comparison: Comparison = {
      what: "load a game of 42 moves from memory",
      unit: "events",
      ours,
      peer: loader(name, history.length, load),
      target: 3,
    };
    rows.push(rowOf(comparison, await compare(comparison, sizes.scale)));
  }
  return rows;
}

function loader(name: string, events: number, load: () => unknown): Contender {
  return {
    name,
    async work() {
      for (let time = 0; time < LOADS; time++) await load();
      return LOADS * events;
    },
  };
}
