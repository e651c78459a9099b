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
import { startWebServer } from "../../src/web/web-server.ts";

type Stored = GameEvent | { readonly type: string; readonly [field: string]: string };

/** The pages of the games of a store in memory, until the end of the test. */
export class WebSite {
  readonly news = new News();
  readonly #client: EventStoreDBClient;
  readonly #untilRead: () => Promise<void>;
  readonly #server: PageServer;

  static async open(games: Readonly<Record<string, readonly Stored[]>> = {}): Promise<WebSite> {
    const connection = await connect({ kind: "memory" });
    const readModel = await ReadModel.open(":memory:", gameProjection);
    const news = new News();
    const runner = new ProjectionRunner(connection.client, readModel, { onProgress: () => news.announce() });
    const repository = new GameRepository(connection.client, connection);
    const server = await startWebServer(
      {
        history: (gameId) => repository.history(gameId),
        read: (question) => runner.readAt(undefined, question),
        news,
      },
      0,
    );
    onTestFinished(async () => {
      await server.close();
      await runner[Symbol.asyncDispose]();
      readModel.close();
      await connection.close();
    });
    runner.start();
    const untilRead = async () =>
      runner.readAt(await lastPosition(connection.client, gameProjection), () => {});
    const site = new WebSite(connection.client, untilRead, server, news);
    for (const [id, events] of Object.entries(games)) await site.store(id, ...events);
    return site;
  }

  private constructor(
    client: EventStoreDBClient,
    untilRead: () => Promise<void>,
    server: PageServer,
    news: News,
  ) {
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

  async page(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(new URL(path, this.#server.address));
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
