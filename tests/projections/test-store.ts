import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { type EventStoreDBClient, jsonEvent, type Position } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../eventstore/tests/support/temporary-folder.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { connect } from "../../src/persistence/connection/connection.ts";
import { gameProjection } from "../../src/projections/game-projection.ts";
import type { ProjectionDefinition } from "../../src/projections/runner/projection-definition.ts";
import { ProjectionRunner, type RunnerOptions } from "../../src/projections/runner/projection-runner.ts";
import { type Ask, ReadModel } from "../../src/projections/runner/read-model.ts";
import { lastPosition } from "../../src/projections/runner/same-store.ts";

/** An embedded store on a file, to which a test can write. */
export class TestStore {
  readonly client: EventStoreDBClient;
  readonly close: () => Promise<void>;
  readonly #file: string;

  static async open(file = join(temporaryFolder(), "games.db")): Promise<TestStore> {
    const { client, close } = await connect({ kind: "file", path: file });
    let closed: Promise<void> | undefined;
    const closeOnce = () => {
      closed ??= close();
      return closed;
    };
    onTestFinished(closeOnce);
    return new TestStore(file, client, closeOnce);
  }

  private constructor(file: string, client: EventStoreDBClient, close: () => Promise<void>) {
    this.#file = file;
    this.client = client;
    this.close = close;
  }

  /** Appends any events to the stream of a game. */
  async append(gameId: string, ...events: readonly (GameEvent | { type: string })[]): Promise<Position> {
    const stored = events.map(({ type, ...data }) => jsonEvent({ type, data }));
    const { position } = await this.client.appendToStream(`game-${gameId}`, stored);
    if (!position) throw new Error("The embedded store says where it has put what it was given.");
    return position;
  }

  /** Closes the store and copies its file. @returns the path of the copy. */
  async copy(): Promise<string> {
    await this.close();
    const copy = `${this.#file}.copy`;
    copyFileSync(this.#file, copy);
    return copy;
  }
}

type Games = typeof gameProjection extends ProjectionDefinition<infer Tables> ? Tables : never;

/** Runs a projection runner on a file, until the end of the test. */
export class Runner {
  readonly projection: ProjectionRunner<Games>;
  readonly readModel: ReadModel<Games>;
  readonly #client: EventStoreDBClient;
  /** Number of events that it has read since its start. */
  eventsRead = 0;

  static async start(client: EventStoreDBClient, file: string, options: RunnerOptions = {}): Promise<Runner> {
    const runner = new Runner(client, await ReadModel.open(file, gameProjection), options);
    onTestFinished(() => runner.stop());
    runner.projection.start();
    return runner;
  }

  private constructor(client: EventStoreDBClient, readModel: ReadModel<Games>, options: RunnerOptions) {
    this.#client = client;
    this.readModel = readModel;
    const onProgress = ({ events }: { events: number }) => {
      this.eventsRead = events;
    };
    this.projection = new ProjectionRunner(client, readModel, { onProgress, ...options });
  }

  /** Waits until it has read everything in the store. @returns the columns of the moves, by game id. */
  async readAll(): Promise<Record<string, string>> {
    return this.projection.readAt(await lastPosition(this.#client, gameProjection), movesIn);
  }

  async stop(): Promise<void> {
    await this.projection[Symbol.asyncDispose]();
    this.readModel.close();
  }
}

/** @returns the columns of the moves by game id, in the order of the games' starts; "broken" for a game left out. */
export function movesIn(ask: Ask): Record<string, string> {
  const rows = ask<{ id: string; moves: string | null; fault: string | null }>(
    "SELECT s.key AS id, moves, fault FROM {streams} s LEFT JOIN {games} g ON g.key = s.key ORDER BY s.number",
  );
  return Object.fromEntries(
    rows.map(({ id, moves, fault }) => [id, fault === null ? (moves?.toUpperCase() ?? "nothing") : "broken"]),
  );
}

/**
 * Projects games, one after the other, without an event store.
 *
 * @returns a function that queries the read model.
 */
export async function readModelOf(games: Record<string, readonly (GameEvent | { type: string })[]>) {
  const readModel = await ReadModel.open(":memory:", gameProjection);
  const events = Object.entries(games).flatMap(([id, ofOneGame]) =>
    ofOneGame.map(({ type, ...data }, revision) => ({
      streamId: `game-${id}`,
      type,
      data,
      revision: BigInt(revision),
    })),
  );
  const recorded = events.map((event, index) => ({
    ...event,
    id: `event-${index}`,
    position: { commit: BigInt(index), prepare: BigInt(index) },
    metadata: {},
    isJson: true as const,
    created: new Date(0),
  }));
  await readModel.add(undefined, recorded, undefined);
  return async <Answer>(question: (ask: Ask) => Answer): Promise<Answer> => {
    const found = await readModel.read(question);
    if (!found) throw new Error("The read model is complete.");
    return found.answer;
  };
}
