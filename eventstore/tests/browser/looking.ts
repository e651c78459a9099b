import { EventStoreDBClient } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../../src/server.ts";
import { LiveText } from "./live-text.ts";

/** A store with a client of its own, and its pages as a browser gets them. */
export class LookedAt {
  readonly client: EventStoreDBClient;
  #server: EventStoreServer;

  static async start(file = ":memory:"): Promise<LookedAt> {
    return new LookedAt(await startEventStoreServer({ file }));
  }

  private constructor(server: EventStoreServer) {
    this.#server = server;
    this.client = EventStoreDBClient.connectionString(server.connectionString);
    onTestFinished(async () => {
      await this.client.dispose();
      await this.#server.close();
    });
  }

  /** Stops the store, as its own program does. */
  close(): Promise<void> {
    return this.#server.close();
  }

  /** Starts a new store, in memory, on the same port. */
  async comeBack(): Promise<void> {
    this.#server = await startEventStoreServer({ file: ":memory:", port: this.#server.port });
  }

  /** The address of a page for a browser. */
  address(path: string): string {
    return new URL(path, this.#server.address).href;
  }

  async page(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(this.address(path));
    return { status: response.status, text: await response.text() };
  }

  live(path: string): Promise<LiveText> {
    return LiveText.open(new URL(path, this.#server.address));
  }
}
