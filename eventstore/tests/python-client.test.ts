import { expect, test } from "vitest";
import { DEFAULT_EXCLUDE, eventOf, PythonClient } from "./support/python-client.ts";
import { startStore } from "./support/running-store.ts";

const REGISTERED = "__main__:Dog.Registered";
const TRICK_ADDED = "__main__:Dog.TrickAdded";
const FIDO = "5a1e1f2c-4d53-5f0e-9a51-6b1f2f6a9d10";
const WRONG_VERSION = "type.googleapis.com/event_store.client.WrongExpectedVersion";

/** The library also leaves out snapshots, which have streams of their own. */
const NO_SNAPSHOTS = [...DEFAULT_EXCLUDE, ".*Snapshot"];

test("read_all() and get_commit_position(), with their defaults, pass over what the system has written", async () => {
  const { server, client } = await startStore();
  const python = new PythonClient(server.port);
  expect(await python.readAll()).toEqual([]);
  expect(await python.commitPosition()).toBe(0n);
  const last = await python.append("one", "no stream", ["A", "B", "PersistentConfig1"]);
  await client.setStreamMetadata("one", { maxCount: 10 });
  expect((await python.readAll())?.map(({ type }) => type)).toEqual(["A", "B"]);
  const position = await python.commitPosition();
  expect(position).toBeGreaterThan(0n);
  expect(position).toBeLessThan(BigInt(last));
  expect((await python.readAll({ exclude: [] }))?.map(({ type }) => type)).toEqual([
    "A",
    "B",
    "PersistentConfig1",
    "$metadata",
  ]);
});

test("the example of the Python library for EventStoreDB, call by call", async () => {
  const { server } = await startStore();
  const python = new PythonClient(server.port);

  // The application: register a dog, and teach it.
  expect(await python.readStream(FIDO)).toBeUndefined();
  const registered = await python.append(FIDO, "no stream", [REGISTERED]);
  expect(await python.append(FIDO, "no stream", [REGISTERED])).toBe(WRONG_VERSION);
  expect((await python.readStream(FIDO))?.map(({ revision }) => revision)).toEqual([0n]);
  const first = await python.append(FIDO, 0, [TRICK_ADDED]);
  const second = await python.append(FIDO, 1, [TRICK_ADDED]);
  expect(await python.append(FIDO, 1, [TRICK_ADDED])).toBe(WRONG_VERSION);
  const events = (await python.readStream(FIDO)) ?? [];
  expect(events.map(({ revision, type }) => [revision, type])).toEqual([
    [0n, REGISTERED],
    [1n, TRICK_ADDED],
    [2n, TRICK_ADDED],
  ]);
  expect(events[0]).toMatchObject({ stream: FIDO, data: `{"of":"${REGISTERED}"}` });

  // Its notifications: their ids are positions, and the last is that of the last append.
  expect(events.map(({ position }) => position)).toEqual([registered, first, second]);
  expect(await python.commitPosition(NO_SNAPSHOTS)).toBe(second);
  const include = [TRICK_ADDED.replace(".", "\\.")];
  expect(await python.readAll({ include, limit: 1n })).toEqual([events[1]]);
  expect(await python.readAll({ exclude: NO_SNAPSHOTS, position: BigInt(first), limit: 10n })).toEqual(
    events.slice(1),
  );

  // The projection: the present events, new ones, and later those since its last position.
  const subscription = python.subscribeToAll();
  const notified: unknown[] = [];
  subscription.on("data", (response) =>
    notified.push(response.hasConfirmation() ? "confirmed" : eventOf(response)?.position),
  );
  await expect.poll(() => notified).toEqual(expect.arrayContaining([second]));
  const third = await python.append(FIDO, 2, [TRICK_ADDED]);
  const fourth = await python.append(FIDO, 3, [TRICK_ADDED]);
  await expect
    .poll(() => notified.filter((position) => position !== undefined))
    .toEqual(["confirmed", registered, first, second, third, fourth]);
  const resumed: unknown[] = [];
  python
    .subscribeToAll({ position: BigInt(third) })
    .on("data", (response) => resumed.push(eventOf(response)?.position));
  await expect.poll(() => resumed.filter((position) => position !== undefined)).toEqual([fourth]);
});
