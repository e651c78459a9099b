import { rmSync } from "node:fs";
import { type EventStoreDBClient, START, streamNameFilter } from "@eventstore/db-client";
import { connect } from "../src/persistence/connection/connection.ts";
import { STREAM_PREFIX } from "../src/persistence/event-mapping.ts";
import { gameProjection } from "../src/projections/game-projection.ts";
import { bestStandings } from "../src/projections/queries.ts";
import { type Progress, ProjectionRunner } from "../src/projections/runner/projection-runner.ts";
import { ReadModel } from "../src/projections/runner/read-model.ts";
import { lastPosition } from "../src/projections/runner/same-store.ts";
import type { Passage } from "./lines/rebuilding.ts";

// A program that reads the log in a file once and prints its rate. It is a process, so that its memory can be measured.
const [, , path = "", what] = process.argv;
const { client, close } = await connect({ kind: "file", path });
const start = performance.now();
const events = what === "rebuild" ? await rebuild(client, `${path}.read-model`) : await read(client);
const passage: Passage = {
  eventsPerSecond: (events * 1000) / (performance.now() - start),
  peakMemory: Math.round(process.resourceUsage().maxRSS / 1024),
};
await close();
console.log(JSON.stringify(passage));

/** Builds the leaderboard in a temporary file. @returns the number of events in it. */
async function rebuild(client: EventStoreDBClient, file: string): Promise<number> {
  const end = await lastPosition(client, gameProjection);
  const readModel = await ReadModel.open(file, gameProjection);
  let events = 0;
  const onProgress = (progress: Progress) => {
    events = progress.events;
  };
  const runner = new ProjectionRunner(client, readModel, { onProgress });
  runner.start();
  await runner.readAt(end, (ask) => bestStandings(ask, 20));
  await runner[Symbol.asyncDispose]();
  readModel.close();
  rmSync(file, { force: true });
  return events;
}

async function read(client: EventStoreDBClient): Promise<number> {
  const end = await lastPosition(client, gameProjection);
  const filter = streamNameFilter({ prefixes: [STREAM_PREFIX] });
  const subscription = client.subscribeToAll({ fromPosition: START, filter });
  let events = 0;
  for await (const { event } of subscription) {
    events++;
    if (event?.position.commit === end?.commit) break;
  }
  await subscription.unsubscribe();
  return events;
}
