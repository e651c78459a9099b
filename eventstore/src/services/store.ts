import type { Changes } from "../log/changes.ts";
import type { EventLog } from "../log/event-log.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import type { StreamBeginnings } from "./stream-beginnings.ts";

/** The parts of a store that the services use. */
export interface Store {
  readonly log: EventLog;
  readonly commits: GroupCommit;
  readonly changes: Changes;
  readonly beginnings: StreamBeginnings;
}
