import { join } from "node:path";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { Child } from "../../eventstore/tests/processes/child.ts";
import { startStore } from "../../eventstore/tests/running-store.ts";
import { temporaryFolder } from "../../eventstore/tests/temporary-folder.ts";
import { leaderboard } from "../../src/projections/leaderboard.ts";
import { Projection } from "../../src/projections/projection.ts";
import { ReadModel, type Snapshot } from "../../src/projections/read-model.ts";
import { lastGamePosition } from "../../src/projections/store.ts";
import { KILLS, MOST_MILLISECONDS, reportSurvivors } from "../kills/kills.ts";
import { countByBruteForce, sameName } from "./brute-force.ts";
import { keepPlaying } from "./random-games.ts";

const TABLES = 8;

test(`after ${KILLS} times kill -9 under load, with two at work on one file, each event counts exactly once`, {
  timeout: MOST_MILLISECONDS,
}, async () => {
  const folder = temporaryFolder();
  const { server, client } = await startStore(join(folder, "games.db"));
  const file = join(folder, "games.db.read-model");
  const work = () => new Child("tests/projections/processes/projector.ts", [server.connectionString, file]);
  const last = new AbortController();
  const playing = keepPlaying(client, TABLES, last.signal);

  // One works to the end; of the others, each is killed in the middle of its work while the next one is loading.
  const steady = work();
  const victims = [work()];
  for (let kill = 0; kill < KILLS; kill += 1) {
    if (victims.length < KILLS) victims.push(work());
    await victims[kill]?.hasWritten(2 + Math.random() * 5);
    await victims[kill]?.kill();
  }
  last.abort();
  await playing;
  await steady.kill();

  const snapshot = await readToTheEnd(client, file);
  const expected = await countByBruteForce(client);
  expect(snapshot.records.size).toBe(expected.games);
  expect(countsOf(snapshot)).toEqual(expected.counts);
  const inMoves = [...snapshot.records.values()].reduce(
    (sum, { summary }) => sum + 1 + (summary?.columns.length ?? 0) + (summary?.result ? 1 : 0),
    0,
  );
  expect(inMoves).toBe(expected.events);
  reportSurvivors(`${expected.games} games, ${expected.events} events, each counted once`);
});

async function readToTheEnd(client: EventStoreDBClient, file: string): Promise<Snapshot> {
  const readModel = await ReadModel.open(file);
  const projection = new Projection(client, readModel);
  projection.start();
  try {
    return await projection.readAt(await lastGamePosition(client));
  } finally {
    await projection.stop();
    readModel.close();
  }
}

function countsOf({ records }: Snapshot) {
  const standings = leaderboard([...records.values()].flatMap(({ summary }) => summary ?? []));
  return new Map(standings.map(({ player, winRate, ...count }) => [sameName(player), count]));
}
