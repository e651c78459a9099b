import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import Database from "libsql";
import { expect, it } from "vitest";
import { FileReceiver } from "../../../src/reactions/announcements/file-receiver.ts";
import type { GameResultV1 } from "../../../src/reactions/announcements/game-result.ts";
import { pathInAFolderOfItsOwn } from "../../cli/support/store-file.ts";

const message = (id: string) => ({ type: "GameResult.v1", id }) as GameResultV1;

it("appends one line for each message, and goes on with a file that is there", async () => {
  const path = pathInAFolderOfItsOwn("results.jsonl");
  for (const ids of [["1", "2"], ["3"]]) {
    await using receiver = await FileReceiver.open(path);
    for (const id of ids) await receiver.tell(message(id));
  }
  expect(readFileSync(path, "utf8")).toBe(
    ["1", "2", "3"].map((id) => `{"type":"GameResult.v1","id":"${id}"}\n`).join(""),
  );
});

it("begins a new line after half a message, which a crash has left", async () => {
  const path = pathInAFolderOfItsOwn("results.jsonl");
  appendFileSync(path, '{"type":"GameRes');
  await using receiver = await FileReceiver.open(path);
  await receiver.tell(message("1"));
  expect(readFileSync(path, "utf8")).toBe('{"type":"GameRes\n{"type":"GameResult.v1","id":"1"}\n');
});

it("refuses a database, which lines would damage", async () => {
  const path = pathInAFolderOfItsOwn("games.db");
  const database = new Database(path);
  database.exec("CREATE TABLE events (id)");
  database.close();
  const before = readFileSync(path);
  await expect(FileReceiver.open(path)).rejects.toThrow(
    /games\.db is a database, .*: choose another file by --to\.$/,
  );
  expect(readFileSync(path)).toEqual(before);
});

it("says that a folder cannot be appended to", async () => {
  const path = pathInAFolderOfItsOwn("a-folder");
  mkdirSync(path);
  await expect(FileReceiver.open(path)).rejects.toThrow(
    /^Nothing can be appended to .*a-folder \(E\w+\): check --to\.$/,
  );
});
