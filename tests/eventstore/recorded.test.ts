import { expect, test } from "vitest";
import { recordedRounds, replay } from "./recorded/rounds.ts";
import { startStore } from "./running-store.ts";

/** How many rounds share a store: each reads all that the others have written. */
const ROUNDS_OF_A_STORE = 10;

const rounds = recordedRounds();
const groups = rounds.filter((_, index) => index % ROUNDS_OF_A_STORE === 0).map((_, group) => group);

test.each(groups)("group %i of the recorded rounds is answered as by EventStoreDB 23.10.8", async (group) => {
  const { client } = await startStore();
  const some = rounds.slice(group * ROUNDS_OF_A_STORE, (group + 1) * ROUNDS_OF_A_STORE);
  const differences = await Promise.all(some.map((round) => replay(client, round)));
  expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
});
