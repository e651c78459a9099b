import { EventStoreDBClient } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../../src/server.ts";

/** A store with a client of its own, and its pages as a browser gets them. */
export class LookedAt {
  readonly client: EventStoreDBClient;
  readonly #server: EventStoreServer;

  static async start(file = ":memory:"): Promise<LookedAt> {
    return new LookedAt(await startEventStoreServer({ file }));
  }

  private constructor(server: EventStoreServer) {
    this.#server = server;
    this.client = EventStoreDBClient.connectionString(server.connectionString);
    onTestFinished(async () => {
      await this.client.dispose();
      await server.close();
    });
  }

  /** Stops the store, as its own program does. */
  close(): Promise<void> {
    return this.#server.close();
  }

  async page(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(new URL(path, this.#server.address));
    return { status: response.status, text: await response.text() };
  }

  /** Opens a live page, which ends with the test at the latest. */
  async live(path: string): Promise<LiveText> {
    const leaving = new AbortController();
    onTestFinished(() => leaving.abort());
    const response = await fetch(new URL(path, this.#server.address), { signal: leaving.signal });
    return new LiveText(response, () => leaving.abort());
  }
}

/** What a live page has sent so far. */
class LiveText {
  readonly status: number;
  readonly leave: () => void;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #text = "";

  constructor({ status, body }: Response, leave: () => void) {
    this.status = status;
    this.leave = leave;
    this.#reader = body?.getReader();
  }

  /** @returns all that has been sent, once it matches; or, if the page ends before, all of it. */
  async until(pattern: RegExp): Promise<string> {
    const decoder = new TextDecoder();
    while (!pattern.test(this.#text)) {
      const { value, done } = (await this.#reader?.read()) ?? { done: true };
      if (done) break;
      this.#text += decoder.decode(value, { stream: true });
    }
    return this.#text;
  }
}
