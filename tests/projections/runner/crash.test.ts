import { join } from "node:path";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { expect, onTestFinished, test } from "vitest";
import { Child } from "../../../eventstore/tests/processes/child.ts";
import { startStore } from "../../../eventstore/tests/support/running-store.ts";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { gameProjection } from "../../../src/projections/game-projection.ts";
import { bestStandings, newestGames } from "../../../src/projections/queries.ts";
import { ProjectionRunner } from "../../../src/projections/runner/projection-runner.ts";
import { ReadModel } from "../../../src/projections/runner/read-model.ts";
import { lastPosition } from "../../../src/projections/runner/same-store.ts";
import { KILLS, MOST_MILLISECONDS, reportSurvivors } from "../../kills/kills.ts";
import { countByBruteForce, sameName } from "../brute-force.ts";
import { keepPlaying } from "../random-games.ts";

const TABLES = 8;

test(`after ${KILLS} times kill -9 under load, with two processes on one file, each event counts exactly once`, {
  timeout: MOST_MILLISECONDS,
}, async () => {
  const folder = temporaryFolder();
  const { server, client } = await startStore(join(folder, "games.db"));
  const file = join(folder, "games.db.read-model");
  const work = () => new Child("tests/projections/processes/projector.ts", [server.connectionString, file]);
  const last = new AbortController();
  const playing = keepPlaying(client, TABLES, last.signal);

  // One process works to the end. Each of the others is killed during its work, while the next one starts.
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

  const { games, standings } = await readToTheEnd(client, file);
  const expected = await countByBruteForce(client);
  expect(games.length).toBe(expected.games);
  const counts = standings.map(({ player, winRate, ...count }) => [sameName(player), count] as const);
  expect(new Map(counts)).toEqual(expected.counts);
  const inMoves = games.reduce((sum, { moves, result }) => sum + 1 + moves.length + (result ? 1 : 0), 0);
  expect(inMoves).toBe(expected.events);
  reportSurvivors(`${expected.games} games, ${expected.events} events, each counted once`);
});

async function readToTheEnd(client: EventStoreDBClient, file: string) {
  const readModel = await ReadModel.open(file, gameProjection);
  onTestFinished(() => readModel.close());
  await using runner = new ProjectionRunner(client, readModel);
  runner.start();
  return await runner.readAt(await lastPosition(client, gameProjection), (ask) => ({
    games: newestGames(ask, {}, Number.MAX_SAFE_INTEGER),
    standings: bestStandings(ask, Number.MAX_SAFE_INTEGER),
  }));
}
