import { type EventData, type EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import type { PageServer } from "embedded-eventstore/http";
import { onTestFinished } from "vitest";
import { LiveText } from "../../eventstore/tests/browser/live-text.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { connect } from "../../src/persistence/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { gameProjection } from "../../src/projections/game-projection.ts";
import { ProjectionRunner } from "../../src/projections/runner/projection-runner.ts";
import { ReadModel } from "../../src/projections/runner/read-model.ts";
import { lastPosition } from "../../src/projections/runner/same-store.ts";
import { News } from "../../src/web/news.ts";
import type { Sources } from "../../src/web/sources.ts";
import { startWebServer } from "../../src/web/web-server.ts";

type Stored = GameEvent | { readonly type: string; readonly [field: string]: string };

/** The pages of the games of a store in memory, until the end of the test. */
export class WebSite {
  readonly news = new News();
  readonly #client: EventStoreDBClient;
  readonly #untilRead: () => Promise<void>;
  readonly #start: (port: number) => Promise<PageServer>;
  #server: PageServer;

  static async open(games: Readonly<Record<string, readonly Stored[]>> = {}): Promise<WebSite> {
    const connection = await connect({ kind: "memory" });
    const readModel = await ReadModel.open(":memory:", gameProjection);
    const news = new News();
    const runner = new ProjectionRunner(connection.client, readModel, { onProgress: () => news.announce() });
    const repository = new GameRepository(connection.client, connection);
    const sources: Sources = {
      history: (gameId) => repository.history(gameId),
      read: (question) => runner.readAt(undefined, question),
      news,
    };
    const start = (port: number) => startWebServer(sources, port);
    const untilRead = async () =>
      runner.readAt(await lastPosition(connection.client, gameProjection), () => {});
    const site = new WebSite(connection.client, untilRead, start, await start(0), news);
    onTestFinished(async () => {
      await site.stop();
      await runner[Symbol.asyncDispose]();
      readModel.close();
      await connection.close();
    });
    runner.start();
    for (const [id, events] of Object.entries(games)) await site.store(id, ...events);
    return site;
  }

  private constructor(
    client: EventStoreDBClient,
    untilRead: () => Promise<void>,
    start: (port: number) => Promise<PageServer>,
    server: PageServer,
    news: News,
  ) {
    this.#start = start;
    this.#client = client;
    this.#untilRead = untilRead;
    this.#server = server;
    this.news = news;
  }

  /** Stores events in the stream of a game, and waits until the read model has them. */
  async store(gameId: string, ...events: readonly Stored[]): Promise<void> {
    const stored = events.map(({ type, ...data }): EventData => jsonEvent({ type, data }));
    await this.append(gameId, ...stored);
  }

  async append(gameId: string, ...events: readonly EventData[]): Promise<void> {
    await this.#client.appendToStream(`game-${gameId}`, [...events]);
    await this.#untilRead();
  }

  /** The address of a page for a browser. */
  address(path: string): string {
    return new URL(path, this.#server.address).href;
  }

  /** Stops serving, as a program does that ends. */
  stop(): Promise<void> {
    return this.#server.close();
  }

  /** Serves again, on the same port. */
  async startAgain(): Promise<void> {
    this.#server = await this.#start(Number(new URL(this.#server.address).port));
  }

  async page(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(this.address(path));
    return { status: response.status, text: await response.text() };
  }

  live(path: string): Promise<LiveText> {
    return LiveText.open(new URL(path, this.#server.address));
  }
}

/** @returns the text in each element of a page that a pattern finds, without the elements in it. */
export function texts(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, text = ""]) => text.replace(/<[^>]*>/g, "").trim());
}
