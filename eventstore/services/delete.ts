import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from "@eventstore/db-client/generated/streams_pb.js";
import type { Handler } from "../grpc/grpc-server.ts";
import { deleteStream } from "../log/delete.ts";
import type { ExpectedRevision } from "../log/expected-revision.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { streams } from "../protocol/generated.ts";
import { decodeStreamName } from "../protocol/identifiers.ts";
import { decodeExpectation, encodeRevision } from "../protocol/numbers.ts";
import { invalidArgument, streamDeleted, wrongExpectedVersion } from "../protocol/rpc-errors.ts";
import type { Store } from "./store.ts";

/** How the server writes the words for an expected revision where it needs a number (`ExpectedVersion`). */
const EXPECTED_AS_NUMBER = { any: "-2", no_stream: "-1", stream_exists: "-4" } as const;

/** `Delete`: deletes a stream in such a way that it may begin again. */
export function serveDelete({ commits }: Store): Handler<DeleteReq, DeleteResp> {
  return async (call) => {
    const position = await remove(commits, (await call.request()).getOptions(), false);
    await call.send(
      new streams.DeleteResp().setPosition(
        new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  };
}

/** `Tombstone`: deletes a stream for good. */
export function serveTombstone({ commits }: Store): Handler<TombstoneReq, TombstoneResp> {
  return async (call) => {
    const position = await remove(commits, (await call.request()).getOptions(), true);
    await call.send(
      new streams.TombstoneResp().setPosition(
        new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );
  };
}

/** Deletes, and gives the position of the event that says so. */
async function remove(
  commits: GroupCommit,
  options: DeleteReq.Options | TombstoneReq.Options | undefined,
  tombstone: boolean,
): Promise<string> {
  if (options === undefined) throw invalidArgument("The request has no options.");
  const stream = decodeStreamName(options.getStreamIdentifier());
  const expected = decodeExpectation(options, options.hasRevision() ? options.getRevision() : undefined);
  const result = await commits.submit((log) => deleteStream(log, { stream, expected, tombstone }));
  switch (result.kind) {
    case "deleted":
      return String(result.position);
    case "wrong-revision":
      throw wrongExpectedVersion(stream, expectedAsNumber(expected), result.current);
    case "stream-deleted":
      throw streamDeleted(stream);
  }
}

function expectedAsNumber(expected: ExpectedRevision): string {
  return typeof expected === "number" ? encodeRevision(expected) : EXPECTED_AS_NUMBER[expected];
}
