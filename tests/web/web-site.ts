import { type EventData, type EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import type { PageServer } from "embedded-eventstore/http";
import { onTestFinished } from "vitest";
import { LiveText } from "../../eventstore/tests/browser/live-text.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { connect } from "../../src/persistence/connection/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { MatchRepository } from "../../src/persistence/match-repository.ts";
import { gameProjection } from "../../src/projections/game-projection.ts";
import { matchProjection } from "../../src/projections/match-projection.ts";
import type { ProjectionDefinition } from "../../src/projections/runner/projection-definition.ts";
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
    const { client, close } = await connect({ kind: "memory" });
    const news = new News();
    const [ofGames, ofMatches] = await Promise.all([
      Projecting.start(client, gameProjection, news),
      Projecting.start(client, matchProjection, news),
    ]);
    const sources: Sources = {
      history: (gameId) => new GameRepository(client).history(gameId),
      matchHistory: (matchId) => new MatchRepository(client).history(matchId),
      read: (question) => ofGames.runner.readAt(undefined, question),
      readMatches: (question) => ofMatches.runner.readAt(undefined, question),
      news,
    };
    const start = (port: number) => startWebServer(sources, port);
    const untilRead = async () => void (await Promise.all([ofGames.untilRead(), ofMatches.untilRead()]));
    const site = new WebSite(client, untilRead, start, await start(0), news);
    onTestFinished(async () => {
      await site.stop();
      await Promise.all([ofGames.stop(), ofMatches.stop()]);
      await close();
    });
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

  append(gameId: string, ...events: readonly EventData[]): Promise<void> {
    return this.appendTo(`game-${gameId}`, ...events);
  }

  async appendTo(stream: string, ...events: readonly EventData[]): Promise<void> {
    await this.#client.appendToStream(stream, [...events]);
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

/** A projection in memory that follows a store. */
class Projecting<Tables extends object> {
  readonly runner: ProjectionRunner<Tables>;
  readonly #client: EventStoreDBClient;
  readonly #readModel: ReadModel<Tables>;

  static async start<Tables extends object>(
    client: EventStoreDBClient,
    definition: ProjectionDefinition<Tables>,
    news: News,
  ): Promise<Projecting<Tables>> {
    return new Projecting(client, await ReadModel.open(":memory:", definition), news);
  }

  private constructor(client: EventStoreDBClient, readModel: ReadModel<Tables>, news: News) {
    this.#client = client;
    this.#readModel = readModel;
    this.runner = new ProjectionRunner(client, readModel, { onProgress: () => news.announce() });
    this.runner.start();
  }

  async untilRead(): Promise<void> {
    await this.runner.readAt(await lastPosition(this.#client, this.#readModel.definition), () => {});
  }

  async stop(): Promise<void> {
    await this.runner[Symbol.asyncDispose]();
    this.#readModel.close();
  }
}

/** @returns the text in each element of a page that a pattern finds, without the elements in it. */
export function texts(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, text = ""]) => text.replace(/<[^>]*>/g, "").trim());
}
