import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import Database from "libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Checkpoint } from "../../../src/projections/runner/checkpoint.ts";
import { CheckpointFile } from "../../../src/reactions/announcements/checkpoint-file.ts";
import { AtWorkError, lock } from "../../../src/reactions/announcements/lock.ts";
import {
  CheckpointInOrderError,
  NoCheckpointError,
  openCheckpoint,
} from "../../../src/reactions/announcements/open-checkpoint.ts";
import { pathInAFolderOfItsOwn } from "../../cli/support/store-file.ts";

const checkpointAt = (place: bigint): Checkpoint => ({
  position: { commit: place, prepare: place },
  eventId: `event-${place}`,
});
const newPath = () => pathInAFolderOfItsOwn("games.db.announcements");

/** Creates a file, closed after the test. */
function create(path: string, start?: Checkpoint): CheckpointFile {
  const file = CheckpointFile.create(path, start);
  onTestFinished(() => file[Symbol.dispose]());
  return file;
}

function reopen(path: string): CheckpointFile {
  const file = CheckpointFile.open(path);
  if (!file) throw new Error("There is a file.");
  onTestFinished(() => file[Symbol.dispose]());
  return file;
}

/** A store that has these checkpoints' events. */
const storeWith = (...places: bigint[]) => ({
  has: async ({ position }: Checkpoint) => places.includes(position.commit),
  last: async () => checkpointAt(places.at(-1) ?? 0n),
});

describe("the checkpoint file", () => {
  it("keeps the checkpoint, and none at the start of the log", async () => {
    const path = newPath();
    const file = create(path);
    expect(await file.load()).toBeUndefined();
    await file.save(checkpointAt(2n ** 60n));
    expect(await reopen(path).load()).toEqual(checkpointAt(2n ** 60n));
    expect(await create(newPath(), checkpointAt(7n)).load()).toEqual(checkpointAt(7n));
  });

  it("writes what is parked together with the checkpoint, not before, and each message once", async () => {
    const path = newPath();
    const file = create(path);
    const message = { eventId: "e1", gameId: "g1", reason: "It is wrong." };
    file.park(message);
    expect(reopen(path).parked()).toEqual([]);
    await file.load(); // another run begins: nothing of the failed one is left
    await file.save(checkpointAt(1n));
    expect(reopen(path).parked()).toEqual([]);

    file.park(message);
    file.park({ ...message, eventId: "e2" });
    await file.save(checkpointAt(2n));
    file.park(message);
    await file.save(checkpointAt(3n));
    expect(reopen(path).parked()).toEqual([message, { ...message, eventId: "e2" }]);
    expect([file.hasParked("g1"), file.hasParked("g2")]).toEqual([true, false]);
    file.unpark("e1");
    file.unpark("e2");
    expect([reopen(path).parked(), file.hasParked("g1")]).toEqual([[], false]);
  });
});

describe("openCheckpoint", () => {
  const open = async (path: string, from?: "start" | "now", store = storeWith(1n, 5n)) => {
    const file = await openCheckpoint(path, from, store);
    onTestFinished(() => file[Symbol.dispose]());
    return file;
  };

  it("asks where to begin if there is no file, and creates none", async () => {
    const path = newPath();
    await expect(open(path)).rejects.toThrow(NoCheckpointError);
    await expect(open(path)).rejects.toThrow(
      /^There is no checkpoint in .* yet\. Give --from start to .*--from now/,
    );
    expect(existsSync(path)).toBe(false);
  });

  it("begins with the first event, or after the last, and asks no more", async () => {
    for (const [from, expected] of [
      ["start", undefined],
      ["now", checkpointAt(5n)],
    ] as const) {
      const path = newPath();
      expect(await (await open(path, from)).load()).toEqual(expected);
      expect(await (await open(path)).load()).toEqual(expected);
    }
  });

  it("refuses another beginning while the checkpoint is in order", async () => {
    const path = newPath();
    await create(path).save(checkpointAt(1n));
    await expect(open(path, "start")).rejects.toThrow(CheckpointInOrderError);
    expect(await (await open(path)).load()).toEqual(checkpointAt(1n));
  });

  it.each([
    ["is of another store", (path: string) => void create(path, checkpointAt(3n)), "is of another store"],
    ["is no database", (path: string) => writeFileSync(path, "x".repeat(9_000)), "is damaged"],
    ["is empty", (path: string) => writeFileSync(path, ""), "is damaged"],
    [
      "has been cut off",
      (path: string) => {
        create(path)[Symbol.dispose]();
        truncateSync(path, 4_096);
      },
      "is damaged",
    ],
  ])("asks where to begin if the file %s, and keeps the old file", async (_, make, reason) => {
    const path = newPath();
    make(path);
    const before = readFileSync(path);
    await expect(open(path)).rejects.toThrow(reason);
    await expect(open(path)).rejects.toThrow(NoCheckpointError);
    expect(readFileSync(path)).toEqual(before); // it never heals itself
    expect(await (await open(path, "now")).load()).toEqual(checkpointAt(5n));
    expect(readFileSync(`${path}.old-1`)).toEqual(before);
    copyFileSync(`${path}.old-1`, path);
    await open(path, "start");
    const name = basename(path);
    expect(readdirSync(dirname(path)).sort()).toEqual([name, `${name}.old-1`, `${name}.old-2`]);
  });

  it("leaves another program's database alone, whatever it is told", async () => {
    const path = newPath();
    const database = new Database(path);
    database.exec("CREATE TABLE addresses (name TEXT)");
    database.close();
    for (const from of [undefined, "start", "now"] as const)
      await expect(open(path, from)).rejects.toThrow(
        / is no checkpoint of announcements, but another database: /,
      );
  });
});

describe("the lock", () => {
  it("is held by one at a time", () => {
    const path = newPath();
    const first = lock(path);
    expect(() => lock(path)).toThrow(AtWorkError);
    first[Symbol.dispose]();
    lock(path)[Symbol.dispose]();
  });

  it("says where no file can be", () => {
    expect(() => lock(`${newPath()}/no-folder/checkpoint`)).toThrow(/^No checkpoint can be kept in /);
  });
});
