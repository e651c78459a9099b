import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Game } from "../../src/domain/game.ts";
import { type Connection, connect } from "../../src/persistence/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { newFolder, removeFolder } from "../folders.ts";

let folder: string | undefined;

/** A path for a file of the embedded store, in a folder that goes when the tests of this file are over. */
export function pathInAFolderOfItsOwn(name: string): string {
  folder ??= newFolder();
  return join(mkdtempSync(join(folder, "of-its-own-")), name);
}

afterAll(() => {
  if (folder) removeFolder(folder);
});

/** The client's pending appends belong to the process: who closes one connection would break off those of another. */
let turn: Promise<unknown> = Promise.resolve();

/** Opens the file with the official client, without the CLI, one after the other. */
export function inStore<Result>(path: string, use: (connection: Connection) => Promise<Result>) {
  const result = turn.then(async () => {
    const connection = await connect({ kind: "file", path });
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  });
  turn = result.catch(() => {});
  return result;
}

export function gameIn(path: string, gameId: string): Promise<Game> {
  return inStore(path, ({ client }) => new GameRepository(client).get(gameId));
}
