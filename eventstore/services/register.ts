import type { Server } from "@grpc/grpc-js";
import type { EventLog } from "../log/event-log.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { ServerFeaturesService, StreamsService } from "../protocol/generated.ts";
import { serveAppend } from "./append.ts";
import { serveBatchAppend } from "./batch-append.ts";
import { serveDelete, serveTombstone } from "./delete.ts";
import { serveRead } from "./read.ts";
import { serveServerFeatures } from "./server-features.ts";
import { registerUnserved, UNSERVED_SERVICES } from "./unserved.ts";

/** What the services work with. */
export interface Store {
  readonly log: EventLog;
  readonly commits: GroupCommit;
  /** aborts when the store is closed; calls that would go on for ever end then */
  readonly closing: AbortSignal;
}

/** Makes a server answer all the calls of EventStoreDB's clients. */
export function registerServices(server: Server, { log, commits }: Store): void {
  const services = [ServerFeaturesService, StreamsService, ...UNSERVED_SERVICES];
  server.addService(ServerFeaturesService, { getSupportedMethods: serveServerFeatures(services) });
  server.addService(StreamsService, {
    append: serveAppend(commits),
    batchAppend: serveBatchAppend(commits),
    delete: serveDelete(commits),
    tombstone: serveTombstone(commits),
    read: serveRead(log),
  });
  registerUnserved(server);
}
