import type { EventStoreDBClient } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { gameProjection } from "../src/projections/game-projection.ts";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import { DONE, Killed, Loop, run } from "./loop.ts";
import { game, rowsOf } from "./rows.ts";
import { type Log, openStore } from "./store.ts";

const store = openStore();

describe("the fold answers the new question", () => {
  test("the fastest win is the shortest game that a player has won, in moves of both players", () => {
    const { standings } = rowsOf({
      one: game("Ann", "Bob", "ABABGCGA", "PlayerTwoWon"),
      two: game("Ann", "Bob", "ABABGABA", "PlayerOneWon"),
      three: game("Ann", "Bob", "ABABABA", "PlayerOneWon"),
      four: game("Ann", "Bob", "ABABCACDA", "PlayerOneWon"),
    });
    expect([standings.get("Ann"), standings.get("Bob")]).toMatchObject([
      { fastestWin: 7 },
      { fastestWin: 8 },
    ]);
  });

  test("a game that was lost, or tied, is nobody's fastest win", () => {
    const { standings } = rowsOf({
      one: game("Ann", "Bob", "ABABABA", "PlayerOneWon"),
      two: game("Cid", "Bob", "ABAB", "Tied"),
    });
    expect([standings.get("Bob"), standings.get("Cid")]).toMatchObject([
      { fastestWin: null },
      { fastestWin: null },
    ]);
  });

  test("the projection has a column for it, and a new version", () => {
    const { version, tables } = gameProjection;
    expect({ columns: tables.standings.columns, isNew: version > 1 }).toMatchObject({
      columns: { fastestWin: "INTEGER" },
      isNew: true,
    });
  });
});

describe("the new version is built beside the old one, and then switched to", () => {
  test("last year's events are in the new version, and readers see it", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Bob", "Ann");
    expect(await run(log, end)).toBe(DONE);
    expect(await run(newVersion(log), end)).toBe(DONE);
    expect(await pointsIn(log)).toEqual({ Ann: 6, Bob: 3 });
  });

  test("until it is complete, readers see all of the old one", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Ann", "Ann", "Ann", "Ann");
    expect(await run(log, end)).toBe(DONE);

    const seen: string[] = [];
    const observed = { ...newVersion(log), client: oneByOne(log.client) };
    const outcome = await run(observed, end, (rows) => ({
      ...rows,
      async transaction(work) {
        const result = await rows.transaction(work);
        seen.push(await winsSeen(log));
        return result;
      },
    }));
    expect(outcome).toBe(DONE);
    expect(new Set(seen)).toEqual(new Set(["5 wins"]));
    expect(await pointsIn(log)).toEqual({ Ann: 15 });
  });

  test("killed before it was switched to, and started again, it is switched to without waiting for an event", async () => {
    const log = store.newLog();
    const end = await log.append("Ann");
    expect(await run(log, end)).toBe(DONE);
    expect(await run(newVersion(log), end, (rows) => ({ ...rows, show: die }))).toBe("it was killed");
    const loop = await Loop.start(newVersion(log));
    expect(await loop.hasShown()).toBe(DONE);
    expect(await pointsIn(log)).toEqual({ Ann: 3 });
  });

  test("where nothing has happened yet, there is nothing to wait for, and the loop stays live", async () => {
    const log = store.newLog();
    expect(await run(log, await log.append("Ann"), (rows) => ({ ...rows, show: die }))).toBe("it was killed");
    const empty = store.newLog();
    const loop = await Loop.start(empty);
    expect(await loop.hasShown()).toBe(DONE);
    expect(await loop.hasKept(await empty.append("Ann"))).toBe(DONE);
  });
});

async function die(): Promise<never> {
  throw new Killed();
}

/** @returns the client, changed so that the loop gets each event in a separate list. */
function oneByOne(client: EventStoreDBClient): EventStoreDBClient {
  const subscribeToAll: EventStoreDBClient["subscribeToAll"] = (options) => {
    const subscription = client.subscribeToAll(options);
    let timer: NodeJS.Timeout | undefined;
    return subscription.on("data", () => {
      subscription.pause();
      clearTimeout(timer);
      timer = setTimeout(() => subscription.resume(), 50);
    });
  };
  return new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name === "subscribeToAll") return subscribeToAll;
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The same log and file with a new version of the projection, in which a win is worth three points. */
function newVersion(log: Log): Log {
  const { projection } = log;
  const wins = { columns: { wins: "INTEGER", points: "INTEGER" } } as const;
  return {
    ...log,
    projection: {
      ...projection,
      version: 2,
      tables: { wins },
      apply(tables, event) {
        projection.apply(tables, event);
        const { player } = event.data as { player: string };
        const row = tables.wins.get(player) ?? { wins: 0 };
        tables.wins.set(player, { ...row, points: 3 * row.wins } as typeof row);
      },
    },
  };
}

/** @returns the number of wins of Ann that readers see. */
async function winsSeen(log: Log): Promise<string> {
  const [row] = await rowsIn<{ wins: number }>(log);
  return row ? `${row.wins} wins` : "no row";
}

/** @returns the points of each player, as readers see them. */
async function pointsIn(log: Log): Promise<Record<string, number | undefined>> {
  const rows = await rowsIn<{ key: string; points?: number }>(log);
  return Object.fromEntries(rows.map(({ key, points }) => [key, points]));
}

async function rowsIn<Row>(log: Log): Promise<Row[]> {
  const { file, projection } = newVersion(log);
  const rows = await SqliteReadStore.open(file, projection);
  try {
    return (await rows.read((ask) => ask<Row>("SELECT * FROM {wins}"))).answer;
  } finally {
    rows.close();
  }
}
