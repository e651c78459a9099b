import { EventStoreDBClient } from "@eventstore/db-client";
import { expect } from "vitest";
import { startEventStoreServer } from "../../src/server.ts";

/** The contents of a file, by stream: the ids of its events in the order of their revisions. */
type Contents = ReadonlyMap<string, readonly string[]>;

/** Reads a whole file through the official client, and checks the order of its events. */
export async function contentsOf(file: string): Promise<Contents> {
  const server = await startEventStoreServer({ file });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  const contents = new Map<string, string[]>();
  let position = 0n;
  for await (const { event } of client.readAll()) {
    if (event?.position === undefined) throw new Error("an event without a position");
    expect(event.position.commit).toBeGreaterThan(position);
    position = event.position.commit;
    const stream = contents.get(event.streamId) ?? [];
    expect(event.revision).toBe(BigInt(stream.length));
    expect(event.data).toEqual({ by: expect.any(String) });
    contents.set(event.streamId, [...stream, event.id]);
  }
  await client.dispose();
  await server.close();
  return contents;
}

/**
 * Expects every acknowledged append in the file, at its revision, and no event twice.
 *
 * @param acknowledged lines of the program `writer.ts`: stream, revision, event id
 */
export function expectAllKept(contents: Contents, acknowledged: readonly string[]): void {
  const lost = acknowledged.filter((line) => {
    const [stream = "", revision = "", id] = line.split(" ");
    return contents.get(stream)?.[Number(revision)] !== id;
  });
  expect(lost).toEqual([]);
  const ids = [...contents.values()].flat();
  expect(new Set(ids).size).toBe(ids.length);
}
