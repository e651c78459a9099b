import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { type EventStoreDBClient, jsonEvent, type Position } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../eventstore/tests/temporary-folder.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { connect } from "../../src/persistence/connection.ts";
import { Projection, type ProjectionOptions } from "../../src/projections/projection.ts";
import { ReadModel, type Snapshot } from "../../src/projections/read-model.ts";
import { lastGamePosition } from "../../src/projections/store.ts";

/** An embedded store on a file, and how a test writes to it. */
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

  /** Appends events to the stream of a game, whatever they are. */
  async append(gameId: string, ...events: readonly (GameEvent | { type: string })[]): Promise<Position> {
    const stored = events.map(({ type, ...data }) => jsonEvent({ type, data }));
    const { position } = await this.client.appendToStream(`game-${gameId}`, stored);
    if (!position) throw new Error("The embedded store says where it has put what it was given.");
    return position;
  }

  /** Closes the store, and copies its file, to be opened in its place. */
  async copy(): Promise<string> {
    await this.close();
    const copy = `${this.#file}.copy`;
    copyFileSync(this.#file, copy);
    return copy;
  }
}

/** A runner at work on a file, until the test is over. */
export class Runner {
  readonly projection: Projection;
  readonly readModel: ReadModel;
  readonly #client: EventStoreDBClient;
  /** How many events it has read since it was started. */
  eventsRead = 0;

  static async start(
    client: EventStoreDBClient,
    file: string,
    options: ProjectionOptions = {},
  ): Promise<Runner> {
    const runner = new Runner(client, await ReadModel.open(file), options);
    onTestFinished(() => runner.stop());
    runner.projection.start();
    return runner;
  }

  private constructor(client: EventStoreDBClient, readModel: ReadModel, options: ProjectionOptions) {
    this.#client = client;
    this.readModel = readModel;
    const onProgress = ({ events }: { events: number }) => {
      this.eventsRead = events;
    };
    this.projection = new Projection(client, readModel, { onProgress, ...options });
  }

  /** Waits for all that is in the store by now. */
  async readAll(): Promise<Snapshot> {
    return this.projection.readAt(await lastGamePosition(this.#client));
  }

  async stop(): Promise<void> {
    await this.projection.stop();
    this.readModel.close();
  }
}

/** @returns the moves of each game, by its id; "broken" for those that are. */
export function movesOf({ records }: Snapshot): Record<string, string> {
  return Object.fromEntries(
    [...records].map(([id, { summary, fault }]) => [
      id,
      fault === null ? (summary?.columns ?? "nothing") : "broken",
    ]),
  );
}
