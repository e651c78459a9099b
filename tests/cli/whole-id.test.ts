import { beforeAll, expect, it } from "vitest";
import { runInProcess } from "./support/in-process.ts";
import { pathInAFolderOfItsOwn } from "./support/store-file.ts";
import { gameBetween, storeGames } from "./support/stored-games.ts";

const ID = "aaaabbbb-cccc-4ddd-8eee-ffff00001111";

let store: string;
beforeAll(async () => {
  store = pathInAFolderOfItsOwn("games.db");
  await storeGames(store, {
    [ID]: gameBetween("Ann", "Bob", ""),
    "DEAD-beef": gameBetween("Cleo", "Dan", ""),
    "dead-BEEF-2": gameBetween("Eve", "Finn", ""),
    " blank": gameBetween("Gus", "Hal", ""),
  });
});

const playersOf = async (given: string) => {
  const { output, errors } = await runInProcess(["history", given, "--store", store]);
  return /(\w+) \(X\) plays/.exec(output)?.[1] ?? errors.split("\n")[0];
};

it.each([
  [ID, "Ann"],
  [ID.toUpperCase(), "Ann"],
  [` ${ID}\n`, "Ann"],
  ["AAAA", "Ann"],
  [" aaaab ", "Ann"],
  ["DEAD-beef", "Cleo"],
  ["DEAD", "Cleo"],
  ["dead", "Eve"],
  [" blank", "Gus"],
])("the game %j is found", async (given, player) => {
  expect(await playersOf(given)).toBe(player);
});

it.each([
  ["dEAD", 'The ids of 2 games begin with "dEAD": give more of the one that you mean.'],
  ["BBBB", /^There is no game BBBB: /],
  [` ${ID.replace("a", "b").toUpperCase()}`, /^There is no game baaa.*: /],
])("the game %j is not", async (given, sentence) => {
  expect(await playersOf(given)).toMatch(sentence);
});
