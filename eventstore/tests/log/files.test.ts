import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { jsonEvent } from "@eventstore/db-client";
import Database from "libsql";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { runsHere } from "../../../tests/runs-here.ts";
import { EventStoreFileError } from "../../src/errors.ts";
import { EventLog } from "../../src/log/event-log.ts";
import { explainFileError } from "../../src/log/file/file-check.ts";
import { openDatabase } from "../../src/log/file/open-database.ts";
import { append } from "../../src/log/streams/append.ts";
import { startEventStoreServer } from "../../src/server.ts";
import { Child } from "../processes/child.ts";
import { startStore } from "../support/running-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const empty = new Uint8Array();

/** A file with some pages of events. */
async function storeFile(folder: string): Promise<string> {
  const file = join(folder, "store.db");
  const log = await EventLog.open(file);
  const events = Array.from({ length: 200 }, () => {
    return { id: randomBytes(16), type: "event", isJson: false, data: randomBytes(300), metadata: empty };
  });
  log.transaction(() => append(log, { stream: "stream", expected: "no_stream", events }));
  log.close();
  return file;
}

function overwrite(file: string, offset: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, offset);
  writeFileSync(file, content);
}

/** Expects that a file is refused with these words, and that neither file nor folder changes. */
async function expectRefusal(file: string, words: string): Promise<void> {
  const folder = join(file, "..");
  const before = [readdirSync(folder), readFileSync(file)];
  const error = await startEventStoreServer({ file }).then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(EventStoreFileError);
  expect((error as Error).message).toContain(file);
  expect((error as Error).message).toContain(words);
  expect([readdirSync(folder), readFileSync(file)]).toEqual(before);
}

test("a file and its folders are made at need, and opened again with everything in them", async () => {
  const file = join(temporaryFolder(), "some", "new folder", "store.db");
  await (await startEventStoreServer({ file })).close();
  await (await startEventStoreServer({ file })).close();
  writeFileSync(`${file}.empty`, "");
  await (await startEventStoreServer({ file: `${file}.empty` })).close();
});

test.runIf(runsHere(existsSync("/proc/self"), "a folder that cannot be made", "there is no /proc"))(
  "a folder that nobody can make is refused at once",
  async () => {
    const file = "/proc/no-folder/store.db";
    await expect(openDatabase(file)).rejects.toThrow(
      `The event store ${file} cannot be opened or created: check the path and the permissions of its folder.`,
    );
  },
);

test("a path that is too long is refused, and none of its folders is made", async () => {
  const folder = temporaryFolder();
  const file = join(folder, ...Array(3000).fill("folder"), "store.db");
  await expect(EventLog.open(file)).rejects.toThrow(EventStoreFileError);
  expect(readdirSync(folder)).toEqual([]);
});

test("a new file that another process is about to make is opened once that is done", async () => {
  const file = join(temporaryFolder(), "store.db");
  const other = new Database(file);
  other.exec("BEGIN EXCLUSIVE");
  const opening = openDatabase(file); // its first attempt has already failed
  other.exec("ROLLBACK");
  const database = await opening;
  expect(database.prepare("PRAGMA journal_mode").first()).toEqual(["wal"]);
  database.close();
  other.close();
});

test("the file alone is complete once the store is closed", async () => {
  const file = await storeFile(temporaryFolder());
  writeFileSync(`${file}.copy`, readFileSync(file));
  const log = await EventLog.open(`${file}.copy`);
  expect(log.lastRevision("stream")).toBe(199);
  log.close();
});

test("a commit waits for the disk, and readers do not wait for a writer", async () => {
  const database = await openDatabase(join(temporaryFolder(), "store.db"));
  const full = 2;
  expect(database.prepare<[number]>("PRAGMA synchronous").first()).toEqual([full]);
  expect(database.prepare<[string]>("PRAGMA journal_mode").first()).toEqual(["wal"]);
  database.close();
});

test("a damaged file is refused", async () => {
  const file = await storeFile(temporaryFolder());
  overwrite(file, 8192, Buffer.alloc(4096, 7));
  // A restored copy would be damaged by a write-ahead log of another file.
  await expectRefusal(file, "is damaged: move it away, together with the files beside it");
});

test.each([30_000, 4096, 150, 50])("a file cut off after %i bytes is refused", async (size) => {
  const file = await storeFile(temporaryFolder());
  truncateSync(file, size);
  await expectRefusal(file, "is damaged");
});

test("a file of some other kind is refused", async () => {
  const file = join(temporaryFolder(), "letter.txt");
  writeFileSync(file, "Dear Sir or Madam");
  await expectRefusal(file, "some other kind of file");
});

test("a database of another program is refused", async () => {
  const file = join(temporaryFolder(), "other.db");
  const other = new Database(file);
  other.exec("CREATE TABLE addresses (name TEXT)");
  other.close();
  await expectRefusal(file, "another program");
});

test("a file of a newer version is refused", async () => {
  const file = await storeFile(temporaryFolder());
  const userVersionOffset = 60;
  overwrite(file, userVersionOffset, Buffer.from([0, 0, 0, 99]));
  await expectRefusal(file, "newer version");
});

test("a file is refused of which its write-ahead log alone says yet that it is of a newer version", async () => {
  const file = await storeFile(temporaryFolder());
  const newer = new Database(file);
  newer.exec("PRAGMA user_version = 99");
  const crashed = join(temporaryFolder(), "store.db");
  for (const end of ["", "-wal"]) copyFileSync(`${file}${end}`, `${crashed}${end}`);
  newer.close();
  const before = readFileSync(crashed);
  await expect(startEventStoreServer({ file: crashed })).rejects.toThrow("newer version");
  expect(readFileSync(crashed)).toEqual(before);
});

test.each([
  ["is a folder", () => temporaryFolder()],
  ["cannot be opened or created", () => join(import.meta.filename, "store.db")],
  ["has no name", () => ""],
])("a path that %s is refused", async (words, path) => {
  await expect(startEventStoreServer({ file: path() })).rejects.toThrow(words);
});

test("a file or a folder that cannot be written to is refused", async () => {
  const folder = temporaryFolder();
  const readOnlyFile = join(folder, "store.db");
  copyFileSync(await storeFile(temporaryFolder()), readOnlyFile);
  chmodSync(readOnlyFile, 0o444);
  const readOnlyFolder = join(folder, "read-only");
  mkdirSync(readOnlyFolder);
  chmodSync(folder, 0o777);
  chmodSync(readOnlyFolder, 0o555);
  // The superuser may write anywhere.
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const foldersToo = runsHere(process.platform !== "win32", "a read-only folder", "Windows has none");
  const newFiles = foldersToo ? [join(readOnlyFolder, "new.db"), join(readOnlyFolder, "new", "new.db")] : [];
  const child = new Child("eventstore/tests/processes/open.ts", [readOnlyFile, ...newFiles], user);
  await child.end();
  expect(child.lines).toEqual([
    expect.stringMatching(/store\.db cannot be written to: make the file and its folder writable/),
    ...newFiles.map(() => expect.stringMatching(/new\.db cannot be opened or created: check/)),
  ]);
  // Files that root left beside this one would keep the owner from opening it.
  expect(readdirSync(folder).sort()).toEqual(["read-only", "store.db"]);
});

const stays = "a file that is deleted or replaced while it is open";
describe.runIf(runsHere(process.platform !== "win32", stays, "Windows does not let it be"))(stays, () => {
  test.each(["", "-wal"])("is written to no more, and nothing is acknowledged (store.db%s)", async (end) => {
    const file = join(temporaryFolder(), "store.db");
    const { client } = await startStore(file);
    const append = () => client.appendToStream("stream", jsonEvent({ type: "event", data: {} }));
    const outcome = () => append().then(() => "acknowledged", String);
    const refusal = `The event store ${file} or its -wal file has been moved, deleted or replaced while it was in use`;
    renameSync(`${file}${end}`, `${file}.moved`);
    await expect.poll(outcome, { interval: 5 }).toContain(refusal);
    writeFileSync(`${file}${end}`, "");
    expect(await outcome()).toContain(refusal);
    renameSync(`${file}.moved`, `${file}${end}`);
    expect(await outcome()).toBe("acknowledged");
  });
});

test.each([
  ["in a batch", {}],
  ["in a call of its own", { credentials: { username: "admin", password: "changeit" } }],
])("an append for which the disk has no room is refused, and the next one is not, %s", async (_, options) => {
  const { client } = await startStore(join(temporaryFolder(), "store.db"));
  const append = () => client.appendToStream("stream", jsonEvent({ type: "event", data: {} }), options);
  const transaction = vi.spyOn(EventLog.prototype, "transaction").mockImplementationOnce(() => {
    throw new Database.SqliteError("database or disk is full", "SQLITE_FULL", 13);
  });
  onTestFinished(() => transaction.mockRestore());
  await expect(append()).rejects.toThrow("the disk is full");
  expect(await append()).toMatchObject({ nextExpectedRevision: 0n });
});

test.each([
  ["database or disk is full", "SQLITE_FULL", 13],
  // The error of opening a file if there is no room for the index of its write-ahead log.
  ["disk I/O error", "SQLITE_IOERR_SHMSIZE", 4874],
])("a full disk is called so: %s, %s", (message, code, rawCode) => {
  const error = explainFileError("store.db", new Database.SqliteError(message, code, rawCode));
  expect(String(error)).toContain("The event store store.db has no room: the disk is full: free some space.");
});
