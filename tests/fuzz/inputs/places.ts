import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInProcess } from "../../cli/support/in-process.ts";
import { gameBetween, PLAYER_ONE_WINS, storeGames } from "../../cli/support/stored-games.ts";

/** Stores, games and ports that command lines can name. */
export interface Places {
  /** The path of a store with three games, whose ids follow. */
  readonly store: string;
  /** The id of an unfinished game of Ann and Bob, in which Ann moves next. */
  readonly open: string;
  /** The id of a finished game. */
  readonly finished: string;
  /** The id of a game that cannot be read. */
  readonly broken: string;
  /** Paths at which no store exists or can be created. */
  readonly noStores: readonly string[];
  /** A path at which nothing exists. */
  readonly missing: string;
  /** A port on which no server listens. */
  readonly deadPort: number;
}

/** Environment for command lines without --store, so that they never use the default store. */
export const NOWHERE = { EVENTSTOREDB_URI: "redis://nowhere" };

/** @param folder an empty folder. */
export function placesIn(folder: string): Places {
  return {
    store: join(folder, "games.db"),
    open: "0a0a0a0a-1111-4111-8111-000000000001",
    finished: "0b0b0b0b-1111-4111-8111-000000000002",
    broken: "0c0c0c0c-1111-4111-8111-000000000003",
    noStores: [
      folder,
      join(folder, "letter"),
      join(folder, "damaged.db"),
      join(folder, "letter", "games.db"),
      join(folder, "\u2603".repeat(99)), // a name too long for a file, in UTF-8
    ],
    missing: join(folder, "missing.db"),
    deadPort: 1,
  };
}

/** Creates the stores and files. */
export async function createPlaces({ store, open, finished, broken, noStores }: Places): Promise<void> {
  const [, letter = "", damaged = ""] = noStores;
  await storeGames(store, {
    [open]: gameBetween("Ann", "Bob", "DD"),
    [finished]: gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
    [broken]: [{ type: "GamePaused" }],
  });
  await runInProcess(["games", "--store", store]);
  writeFileSync(letter, "Dear Ann, ".repeat(1_000));
  writeFileSync(damaged, "SQLite format 3\0");
}
