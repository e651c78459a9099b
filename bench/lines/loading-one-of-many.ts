import { GameRepository } from "../../src/persistence/game-repository.ts";
import { type Comparison, type Contender, compare, FLAT } from "../comparison.ts";
import { longestGameId, openFilledLog } from "../filled-log.ts";
import { EVENTS_OF_A_GAME, type Sizes } from "../sizes.ts";
import { type Row, rowOf } from "../table.ts";

/** More than the store remembers: loaded in turn, each has to be read from the file. */
const LONGEST_GAMES = 150;

/** Compares loading the longest games from a file with few other games and from a file with many. */
export async function loadingOneOfManyRows(
  folder: string,
  { scale, fewGames, manyGames }: Sizes,
): Promise<Row[]> {
  const few = await openGames(folder, fewGames);
  const many = await openGames(folder, manyGames);
  const comparison: Comparison = {
    what: "load a game of 42 moves from the store",
    unit: "games",
    ours: many.loader,
    peer: few.loader,
    target: FLAT,
  };
  const rows = [rowOf(comparison, await compare(comparison, scale))];
  await few.close();
  await many.close();
  return rows;
}

async function openGames(folder: string, games: number) {
  const store = await openFilledLog(folder, games * EVENTS_OF_A_GAME, LONGEST_GAMES);
  const repository = new GameRepository(store.client);
  const loader: Contender = {
    name: `one of ${games.toLocaleString("en")}`,
    async work() {
      for (let game = 0; game < LONGEST_GAMES; game++) await repository.get(longestGameId(game));
      return LONGEST_GAMES;
    },
  };
  return { loader, close: () => store.close() };
}
