import { join } from "node:path";
import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import Database from "libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { gameProjection } from "../../../src/projections/game-projection.ts";
import { checkpointAt } from "../../../src/projections/runner/checkpoint.ts";
import { ReadModel } from "../../../src/projections/runner/read-model.ts";
import { ANN_AND_BOB, moves } from "../../domain/specification.ts";
import { movesIn } from "../test-store.ts";

/** Returns the events of a game as they are read from a log, from position 1 on. */
function logged(prefix: string, columns: string): AllStreamRecordedEvent[] {
  return [ANN_AND_BOB, ...moves(columns)].map(({ type, ...data }, revision) => {
    const place = BigInt(revision + 1);
    return {
      streamId: "game-one",
      id: `${prefix}-${revision}`,
      revision: BigInt(revision),
      position: { commit: place, prepare: place },
      type,
      data,
      metadata: {},
      isJson: true as const,
      created: new Date(0),
    };
  });
}

const HERE = logged("here", "ABCDEF");
const ELSEWHERE = logged("elsewhere", "GFEDCB");

/** Returns a read model that has the first `length` events. */
async function readUpTo(length: number) {
  const readModel = await ReadModel.open(":memory:", gameProjection);
  await readModel.add(undefined, HERE.slice(0, length), undefined);
  return readModel;
}

/** Adds the events between two indexes of a log, as a runner does that has read all events before. */
function add(
  readModel: Awaited<ReturnType<typeof readUpTo>>,
  log: readonly AllStreamRecordedEvent[],
  from: number,
  to: number,
) {
  const before = log[from - 1];
  return readModel.add(before && checkpointAt(before), log.slice(from, to), undefined);
}

describe("events that may be added to a read model with four events", () => {
  it.each([
    ["the next ones", 4, 6, "ABCDE"],
    ["some of the old ones and the next ones", 2, 6, "ABCDE"],
    ["all of them and the next ones", 0, 6, "ABCDE"],
    ["old ones, which changes nothing", 0, 3, "ABC"],
    ["exactly the old ones, which changes nothing", 0, 4, "ABC"],
  ])("%s", async (_, from, to, expected) => {
    const readModel = await readUpTo(4);
    expect(await add(readModel, HERE, from, to)).toBe(true);
    expect((await readModel.read(movesIn))?.answer).toEqual({ one: expected });
  });

  it.each([
    ["what leaves a gap", HERE, 5, 7],
    ["the next ones of another store", ELSEWHERE, 4, 6],
    ["what another store has had at the same places", ELSEWHERE, 0, 6],
  ])("but not %s", async (_, log, from, to) => {
    const readModel = await readUpTo(4);
    expect(await add(readModel, log, from, to)).toBe(false);
    expect((await readModel.read(movesIn))?.answer).toEqual({ one: "ABC" });
  });

  it("are only the first ones after it has been cleared", async () => {
    const readModel = await readUpTo(4);
    await readModel.clear();
    expect(await add(readModel, HERE, 4, 6)).toBe(false);
    expect((await readModel.read(movesIn))?.answer).toEqual({});
    expect(await add(readModel, HERE, 0, 6)).toBe(true);
  });
});

it("is cleared for another store only if no other process has updated it in the meantime", async () => {
  const readModel = await readUpTo(4);
  const before = await readModel.checkpoint();
  await add(readModel, HERE, 4, 6);
  await readModel.clear(before);
  expect((await readModel.read(movesIn))?.answer).toEqual({ one: "ABCDE" });
});

describe("a rebuild", () => {
  const GOAL = HERE[5]?.position;

  /** Opens a file with the first six events twice, as two processes do. */
  async function twoOnOneFile(version = gameProjection.version) {
    const file = join(temporaryFolder(), "read-model");
    const reader = await ReadModel.open(file, gameProjection);
    await reader.add(undefined, HERE.slice(0, 6), GOAL);
    const builder = await ReadModel.open(file, { ...gameProjection, version });
    onTestFinished(() => {
      reader.close();
      builder.close();
    });
    return { reader, builder, file };
  }
  const seenBy = async (readModel: { read: (typeof ReadModel.prototype)["read"] }) =>
    (await readModel.read(movesIn))?.answer;

  it.each([
    ["is asked for", 0],
    ["is due in a new version of the view", 1],
  ])("that %s shows readers the old rows until the new ones are complete", async (_, newer) => {
    const { reader, builder } = await twoOnOneFile(gameProjection.version + newer);
    if (newer === 0) await builder.rebuild();
    for (const next of [1, 2, 3, 4, 5]) {
      await builder.add(
        HERE[next - 2] && checkpointAt(HERE[next - 2] as AllStreamRecordedEvent),
        HERE.slice(next - 1, next),
        GOAL,
      );
      expect(await seenBy(reader)).toEqual({ one: "ABCDE" });
      expect(await seenBy(builder)).toBeUndefined();
    }
    await builder.add(checkpointAt(HERE[4] as AllStreamRecordedEvent), HERE.slice(5, 7), GOAL);
    expect(await seenBy(builder)).toEqual({ one: "ABCDEF" });
    // A process of the old version no longer finds its tables, and would rebuild them.
    expect(await seenBy(reader)).toEqual(newer === 0 ? { one: "ABCDEF" } : undefined);
  });

  it("that was killed is continued, and leaves one set of tables", async () => {
    const { reader, builder, file } = await twoOnOneFile();
    await builder.rebuild();
    await builder.add(undefined, HERE.slice(0, 3), GOAL);
    builder.close();
    const next = await ReadModel.open(file, gameProjection);
    onTestFinished(() => next.close());
    await next.rebuild();
    expect(await next.checkpoint()).toEqual(checkpointAt(HERE[2] as AllStreamRecordedEvent));
    expect(await seenBy(reader)).toEqual({ one: "ABCDE" });
    await next.add(checkpointAt(HERE[2] as AllStreamRecordedEvent), HERE.slice(3, 7), GOAL);
    expect(await seenBy(reader)).toEqual({ one: "ABCDEF" });
    const database = new Database(file);
    const tables = database.prepare(
      "SELECT name FROM sqlite_schema WHERE name GLOB 'games_[0-9]*' AND type = 'table'",
    );
    expect(tables.raw(true).all()).toHaveLength(1);
    database.close();
  });

  it("is continued if events were added to the old rows meanwhile", async () => {
    const { reader, builder } = await twoOnOneFile();
    await builder.rebuild();
    await reader.add(checkpointAt(HERE[5] as AllStreamRecordedEvent), HERE.slice(6, 7), GOAL);
    expect(await seenBy(reader)).toEqual({ one: "ABCDEF" });
    await builder.add(undefined, HERE, GOAL);
    expect(await seenBy(reader)).toEqual({ one: "ABCDEF" });
    expect(await reader.checkpoint()).toEqual(await builder.checkpoint());
  });
});

it("one file follows two logs, each with its own checkpoint", async () => {
  const file = join(temporaryFolder(), "read-model");
  const [one, other] = [
    await ReadModel.open(file, gameProjection, "one"),
    await ReadModel.open(file, gameProjection, "other"),
  ];
  await one.add(undefined, HERE.slice(0, 3), undefined);
  expect(await other.checkpoint()).toBeUndefined();
  await other.add(undefined, ELSEWHERE.slice(0, 1), undefined);
  expect(await one.checkpoint()).toEqual(checkpointAt(HERE[2] as AllStreamRecordedEvent));
  expect(await other.checkpoint()).toEqual(checkpointAt(ELSEWHERE[0] as AllStreamRecordedEvent));
  one.close();
  other.close();
});
