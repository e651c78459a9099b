import type { Changes } from "../log/changes.ts";
import type { EventLog } from "../log/event-log.ts";

/** What the pages show, and what tells them that it has changed. */
export interface Watched {
  readonly log: EventLog;
  readonly changes: Changes;
}
