import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ANY, type EventStoreDBClient, jsonEvent, StreamNotFoundError } from "@eventstore/db-client";
import Database from "libsql";
import { expect, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import { startStore } from "../support/running-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The schema that version 1 created. */
const VERSION_1 = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL, id BLOB NOT NULL, type TEXT NOT NULL,
    is_json INTEGER NOT NULL, created INTEGER NOT NULL, data BLOB NOT NULL, metadata BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE INDEX events_by_id ON events (id);
  PRAGMA application_id = ${0x65736334};
  PRAGMA user_version = 1;
`;

const GAMES = ["game-b", "game-a", "game-c"];
const ROUNDS = 200;
const IDS = GAMES.map(() => Array.from({ length: ROUNDS }, () => randomUUID()));

/** Makes a file of version 1 with the events of three streams in turn; the third stream is deleted. */
function fileOfVersion1(): string {
  const file = join(temporaryFolder(), "store.db");
  const database = new Database(file);
  database.exec(`${VERSION_1} PRAGMA journal_mode = WAL; BEGIN`);
  const insert = database.prepare(
    "INSERT INTO events (stream, revision, id, type, is_json, created, data, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const write = (stream: string, revision: number, id: string, type: string, data: string) => {
    const bytes = [data, '{"by":"Ann"}'].map((json) => Buffer.from(json));
    insert.run([
      stream,
      revision,
      Buffer.from(id.replaceAll("-", ""), "hex"),
      type,
      1,
      1000 + revision,
      ...bytes,
    ]);
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [game, stream] of GAMES.entries()) {
      write(stream, round, IDS[game]?.[round] as string, "MoveMade", JSON.stringify({ stream, round }));
    }
  }
  write("$$game-c", 0, randomUUID(), "$metadata", '{"$tb":9223372036854775807}');
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
  return file;
}

async function allOf(client: EventStoreDBClient): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { event } of client.readAll()) {
    if (event?.type !== "MoveMade") continue;
    const { id, streamId, revision, data, metadata, created, position } = event;
    found.push({ id, streamId, revision, data, metadata, created, position: position?.commit });
  }
  return found;
}

test("a file of version 1 is brought up to date, with everything in it, and opened again as it is", async () => {
  const file = fileOfVersion1();
  const everything = Array.from({ length: GAMES.length * ROUNDS }, (_, index) => {
    const [round, game] = [Math.floor(index / GAMES.length), index % GAMES.length];
    const streamId = GAMES[game];
    return {
      id: IDS[game]?.[round],
      streamId,
      revision: BigInt(round),
      data: { stream: streamId, round },
      metadata: { by: "Ann" },
      created: new Date(1000 + round),
      position: BigInt(index + 1),
    };
  });
  for (const _ of ["at first", "and again"]) {
    const { server, client } = await startStore(file);
    expect(await allOf(client)).toEqual(everything);
    await server.close();
  }
});

test("what a file of version 1 knew of its streams still holds", async () => {
  const { client } = await startStore(fileOfVersion1());
  const id = IDS[0]?.[7] as string;
  const repeated = await client.appendToStream("game-b", jsonEvent({ id, type: "MoveMade", data: {} }), {
    expectedRevision: ANY,
  });
  expect(repeated.nextExpectedRevision).toBe(7n);
  const next = jsonEvent({ type: "MoveMade", data: {} });
  const appended = await client.appendToStream("game-a", next, { expectedRevision: BigInt(ROUNDS - 1) });
  expect(appended.position?.commit).toBeGreaterThan(BigInt(GAMES.length * ROUNDS + 1));
  const reading = async () => {
    for await (const _ of client.readStream("game-c"));
  };
  await expect(reading()).rejects.toThrow(StreamNotFoundError);
});

test("positions that were handed out when they were 1, 2, 3 stay valid, and the next ones leave gaps", async () => {
  const { client } = await startStore(fileOfVersion1());
  const last = BigInt(GAMES.length * ROUNDS + 1);
  const { position: next } = await client.appendToStream("game-a", jsonEvent({ type: "MoveMade", data: {} }));
  const firstFrom = async (commit: bigint) => {
    let first: bigint | undefined;
    const fromPosition = { commit, prepare: commit };
    for await (const { event } of client.readAll({ fromPosition, maxCount: 1 }))
      first = event?.position?.commit;
    return first;
  };
  for (const old of [1n, 2n, last - 1n, last]) expect(await firstFrom(old)).toBe(old);
  expect(await firstFrom(next?.commit ?? 0n)).toBe(next?.commit);
  await expect(firstFrom(last + 1n)).rejects.toThrow("Unexpected ReadAllResult");
});

test("a file of version 2 loses its index of ids, and nothing else", async () => {
  const file = join(temporaryFolder(), "store.db");
  const before = await startStore(file);
  const events = ["first", "second"].map((type) => jsonEvent({ type, data: {} }));
  const appended = await before.client.appendToStream("stream", events);
  await before.server.close();
  const database = new Database(file);
  database.exec("CREATE INDEX events_by_id ON events (stream_id, id); PRAGMA user_version = 2");
  database.close();

  const { client, server } = await startStore(file);
  expect(await client.appendToStream("stream", events, { expectedRevision: ANY })).toEqual(appended);
  await server.close();
  const after = new Database(file);
  const indexes = after
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    .all();
  expect(indexes).toEqual([{ name: "events_by_stream" }]);
  after.close();
});

test("a file of version 1 that is opened twice at once is brought up to date once", async () => {
  const file = fileOfVersion1();
  const logs = await Promise.all([EventLog.open(file), EventLog.open(file)]);
  for (const log of logs) {
    expect(log.lastRevision("game-b")).toBe(ROUNDS - 1);
    log.close();
  }
});

test("a file of version 1 that is damaged is refused, and left as it is", async () => {
  const file = fileOfVersion1();
  const content = readFileSync(file);
  content.fill(7, 8192, 12288);
  writeFileSync(file, content);
  await expect(EventLog.open(file)).rejects.toThrow("is damaged");
  expect(readFileSync(file)).toEqual(content);
});
