import { expect, test } from "vitest";
import { recordedRounds, replay } from "./recorded/rounds.ts";
import { startStore } from "./support/running-store.ts";

/** Replays every third round, which takes seconds; `npm run contract` replays all. */
const rounds = recordedRounds().filter((_, index) => index % 3 === 0);

/** How many rounds share a store; each reads the events of all. */
const ROUNDS_OF_A_STORE = 10;

const groups = Array.from(
  { length: rounds.length / ROUNDS_OF_A_STORE },
  (_, group) => [group, rounds.slice(group * ROUNDS_OF_A_STORE, (group + 1) * ROUNDS_OF_A_STORE)] as const,
);

test.each(groups)(
  "group %i of the recorded rounds is answered as by EventStoreDB 23.10.8",
  async (_, group) => {
    const { client } = await startStore();
    const differences = await Promise.all(group.map((round) => replay(client, round)));
    expect(differences.filter((difference) => difference !== undefined)).toEqual([]);
  },
);
