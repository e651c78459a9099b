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
 * The contract of every store, tested with the official client only. If EVENTSTOREDB_URI is set, it also runs on that server,
 * which may be shared; it may run there again.
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
