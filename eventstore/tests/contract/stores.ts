import { join } from "node:path";
import { newFolder, removeFolder } from "../../../tests/folders.ts";
import { startEventStoreServer } from "../../src/server.ts";

export interface StartedStore {
  readonly connectionString: string;
  stop(): Promise<void>;
}

type NamedStore = readonly [name: string, start: () => Promise<StartedStore>];

/** The stores that must give the same answers: the embedded ones, and a real server if there is one. */
export const stores: readonly NamedStore[] = [
  ["embedded event store in memory", startInMemory],
  ["embedded event store on a file", startOnFile],
  ...realServer(),
];

async function startInMemory(): Promise<StartedStore> {
  const server = await startEventStoreServer({ file: ":memory:" });
  return { connectionString: server.connectionString, stop: () => server.close() };
}

async function startOnFile(): Promise<StartedStore> {
  const folder = newFolder();
  const server = await startEventStoreServer({ file: join(folder, "contract.db") });
  return {
    connectionString: server.connectionString,
    stop: async () => {
      await server.close();
      removeFolder(folder);
    },
  };
}

function realServer(): NamedStore[] {
  const connectionString = process.env.EVENTSTOREDB_URI;
  if (!connectionString) return [];
  return [["server at EVENTSTOREDB_URI", async () => ({ connectionString, stop: async () => {} })]];
}
