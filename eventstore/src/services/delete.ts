import type { Handler } from "../grpc/grpc-server.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { deleteStream } from "../log/streams/delete.ts";
import type { ExpectedRevision } from "../log/streams/expected-revision.ts";
import { encodeRevision } from "../protocol/numbers.ts";
import { streamDeleted, wrongExpectedVersion } from "../protocol/rpc-errors.ts";
import type { StreamOptions } from "../protocol/write-requests.ts";
import { deleteResponse } from "../protocol/write-responses.ts";
import type { Store } from "./store.ts";

/** The numbers that the server uses for the words of an expected revision (`ExpectedVersion`). */
const EXPECTED_AS_NUMBER = { any: "-2", no_stream: "-1", stream_exists: "-4" } as const;

/** Serves `Delete`: deletes a stream, which may begin again. */
export function serveDelete({ commits }: Store): Handler<StreamOptions> {
  return async (call) => {
    const position = await remove(commits, await call.request(), false);
    await call.send(deleteResponse(position));
  };
}

/** Serves `Tombstone`: deletes a stream for good. */
export function serveTombstone({ commits }: Store): Handler<StreamOptions> {
  return async (call) => {
    const position = await remove(commits, await call.request(), true);
    await call.send(deleteResponse(position));
  };
}

/** Deletes a stream. @returns the position of the event that deletes it */
async function remove(
  commits: GroupCommit,
  { stream, expected }: StreamOptions,
  tombstone: boolean,
): Promise<number> {
  const result = await commits.submit((log) => deleteStream(log, { stream, expected, tombstone }));
  switch (result.kind) {
    case "deleted":
      return result.position;
    case "wrong-revision":
      throw wrongExpectedVersion(stream, expectedAsNumber(expected), result.current);
    case "stream-deleted":
      throw streamDeleted(stream);
  }
}

function expectedAsNumber(expected: ExpectedRevision): string {
  return typeof expected === "number" ? String(encodeRevision(expected)) : EXPECTED_AS_NUMBER[expected];
}
