import { type EventStoreDBClient, StreamNotFoundError, UnavailableError } from "@eventstore/db-client";
import { Metadata } from "@grpc/grpc-js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkUp, readAnything } from "../../../src/persistence/connection/check-up.ts";
import { EventStoreUnavailableError } from "../../../src/persistence/errors.ts";
import { embeddedStore } from "../embedded-store.ts";

const ADDRESS = "esdb://somewhere:2113";

const store = embeddedStore();

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Returns a stand-in client with these reads and these server capabilities. */
function clientThat(read: () => Promise<unknown>, capabilities: unknown = { serverVersion: "24.10.0" }) {
  const readStream = vi.fn(async function* () {
    yield await read();
  });
  const client = { readStream, capabilities: Promise.resolve(capabilities) };
  return { client: client as unknown as EventStoreDBClient, readStream };
}

describe("a store", () => {
  it("is checked with small reads, and reports its version", async () => {
    const { version, roundTrip } = await checkUp(store.client, { address: store.address });
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(roundTrip).toBeGreaterThan(0);
  });

  it("reports the median of nine reads, after one that does not count", async () => {
    const times = [900, 20, 3, 1000, 10, 100, 5, 30, 200];
    const clock = times.flatMap((time, read) => [read * 10_000, read * 10_000 + time]);
    vi.spyOn(performance, "now").mockImplementation(() => clock.shift() ?? Number.NaN);
    const { client, readStream } = clientThat(async () => ({}));
    expect(await checkUp(client, { address: ADDRESS })).toEqual({ version: "24.10.0", roundTrip: 30 });
    expect(readStream.mock.calls).toEqual(Array(10).fill(["any-stream", { maxCount: 1 }]));
    expect(clock).toEqual([]);
  });

  it("is named if it does not answer", async () => {
    const { client } = clientThat(() =>
      Promise.reject(new UnavailableError(undefined, "certificate has expired")),
    );
    await expect(checkUp(client, { address: ADDRESS })).rejects.toThrow(EventStoreUnavailableError);
  });

  it("is not waited for if it does not report its version", async () => {
    const { client } = clientThat(async () => ({}), new Promise(() => {}));
    vi.useFakeTimers();
    const failure = checkUp(client, { address: ADDRESS }).catch((error) => error);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(String(await failure)).toContain(`${ADDRESS} does not answer: check that it is running`);
  });

  it("is reported in one sentence, too, if asking for its version fails", async () => {
    const refused = Object.assign(new Error("7 PERMISSION_DENIED: No"), {
      code: 7,
      details: "No",
      metadata: new Metadata(),
    });
    const { client } = clientThat(async () => ({}), Promise.reject(refused));
    await expect(checkUp(client, { address: ADDRESS })).rejects.toThrow(
      `The event store at ${ADDRESS} refuses this user: check user and password`,
    );
  });
});

describe("a read of one event", () => {
  it("proves that the store answers, whether or not it has events", async () => {
    await readAnything(clientThat(async () => ({})).client);
    await readAnything(clientThat(() => Promise.reject(new StreamNotFoundError(undefined, "any"))).client);
  });

  it("passes on the error of a store that does not", async () => {
    const down = new UnavailableError(undefined, "down");
    await expect(readAnything(clientThat(() => Promise.reject(down)).client)).rejects.toBe(down);
  });
});
