import { join } from "node:path";
import Database from "libsql";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { ReadModelFile } from "../../../src/projections/runner/read-model-file.ts";

it("a reader that has waited for a writer keeps no lock after its transaction", async () => {
  const path = join(temporaryFolder(), "games.read-model");
  const file = await ReadModelFile.open(path);
  const writer = new Database(path, { timeout: 0 });
  onTestFinished(() => {
    file.close();
    writer.close();
  });
  const read = () =>
    file.transaction("DEFERRED", (database) => database.prepare("SELECT 1 FROM generations").all());

  writer.exec("BEGIN EXCLUSIVE");
  const waiting = read(); // its first attempt is synchronous, and fails
  writer.exec("ROLLBACK");
  await waiting;
  await read();

  writer.exec("BEGIN EXCLUSIVE");
  writer.exec("ROLLBACK");
  expect(writer.inTransaction).toBe(false);
});
