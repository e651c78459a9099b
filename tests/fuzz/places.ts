import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInProcess } from "../cli/in-process.ts";
import { gameBetween, PLAYER_ONE_WINS, storeGames } from "../cli/stored-games.ts";

/** Where command lines can lead. */
export interface Places {
  /** A file with games in it, by whose ids there is … */
  readonly store: string;
  /** … one of Ann and Bob in which Ann moves next, … */
  readonly open: string;
  readonly finished: string;
  /** … and one that holds something else. */
  readonly broken: string;
  /** Paths at which there is no store and can be none. */
  readonly noStores: readonly string[];
  /** A path at which there is nothing. */
  readonly missing: string;
  /** A port on which nobody listens. */
  readonly deadPort: number;
}

/** For command lines without --store: never the file that belongs to whoever runs these tests. */
export const NOWHERE = { EVENTSTOREDB_URI: "redis://nowhere" };

/** @param folder an empty one. */
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
      `${folder}\u2603`.repeat(99),
    ],
    missing: join(folder, "missing.db"),
    deadPort: 1,
  };
}

/** Makes there what is to be there. */
export async function furnish({ store, open, finished, broken, noStores }: Places): Promise<void> {
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
