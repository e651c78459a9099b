import { join } from "node:path";
import type { Game } from "../../../src/domain/game.ts";
import { type Connection, connect } from "../../../src/persistence/connection/connection.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { newFolder } from "../../folders.ts";

/** Returns a path for a new store file, in a folder that is removed after the tests of this test file. */
export function pathInAFolderOfItsOwn(name: string): string {
  return join(newFolder(), name);
}

/** The client shares its pending appends within a process, so closing one connection would break another's. */
let turn: Promise<unknown> = Promise.resolve();

/** Opens the file with the official client, without the CLI; one call at a time. */
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
