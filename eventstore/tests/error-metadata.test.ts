import { StreamDeletedError, WrongExpectedVersionError } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { startStore } from "./support/running-store.ts";

// Without the stream's name the client throws an error that cannot be caught, and the process ends. It refuses headers of
// more than 64 KiB.
test.each([
  ["spaces at both ends", "  a b ", "%20%20a b%20"],
  ["spaces alone", " ", "%20"],
  ["a line break", "\na", "%0Aa"],
  ["70,000 letters", "x".repeat(70_000), "x".repeat(30_000)],
  ["2 million letters", "x".repeat(2_000_000), "x".repeat(30_000)],
  ["70,000 letters beyond ASCII", "ł".repeat(70_000), "%C5%82".repeat(5000)],
])("a stream name of %s comes to the client in errors", async (_, stream, streamName) => {
  const { client } = await startStore();
  const conflict = await client.deleteStream(stream, { expectedRevision: 9n }).catch((error) => error);
  expect(conflict).toBeInstanceOf(WrongExpectedVersionError);
  expect(conflict).toMatchObject({ streamName, expectedVersion: 9n });
  await client.tombstoneStream(stream);
  const deleted = await client.deleteStream(stream).catch((error) => error);
  expect(deleted).toBeInstanceOf(StreamDeletedError);
  expect(deleted).toMatchObject({ streamName });
});
