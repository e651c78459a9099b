import { describe } from "vitest";
import { appending } from "./contract/append.ts";
import { deleting } from "./contract/delete.ts";
import { expiringEvents, metadata } from "./contract/metadata.ts";
import { readingStreams } from "./contract/read.ts";
import { readingAll } from "./contract/read-all.ts";
import { repeatingAppends } from "./contract/repeated-appends.ts";
import { storeUnderTest } from "./contract/store-under-test.ts";
import { stores } from "./contract/stores.ts";
import { subscribingToAll } from "./contract/subscribe-to-all.ts";
import { subscribingToStreams } from "./contract/subscribe-to-stream.ts";

/**
 * The contract that every store keeps, written against the official client alone. With EVENTSTOREDB_URI set it is
 * run against that server too, which may be shared, and more than once.
 */
describe.each(stores)("%s", (_name, start) => {
  const store = storeUnderTest(start);
  metadata(store);
  appending(store);
  repeatingAppends(store);
  readingStreams(store);
  readingAll(store);
  subscribingToStreams(store);
  subscribingToAll(store);
  deleting(store);
  expiringEvents(store);
});
