import type { EventStoreDBClient } from "@eventstore/db-client";
import { ConcurrencyError } from "../application/game-repository.ts";
import { MatchNotFoundError, type MatchRepository as Port } from "../application/match-repository.ts";
import { Match } from "../domain/match.ts";
import type { MatchEvent } from "../domain/match-events.ts";
import { AggregateRepository, type Keeping } from "./aggregate-repository.ts";
import { MATCH_PREFIX, toMatchEvent, toStoredMatchEvent } from "./match-mapping.ts";
import type { RetryPolicy, Store } from "./with-retry.ts";

const MATCHES: Keeping<Match, MatchEvent> = {
  prefix: MATCH_PREFIX,
  load: (id, events) => Match.loadFromHistory(id, events),
  toStored: toStoredMatchEvent,
  fromStored: toMatchEvent,
  notFound: (id) => new MatchNotFoundError(id),
  conflict: (id, options) => new ConcurrencyError(id, options, `match ${id}`),
};

/** Keeps each match as a stream of its events, `match-<id>`, in EventStoreDB. */
export class MatchRepository extends AggregateRepository<Match, MatchEvent> implements Port {
  /** See `AggregateRepository`. */
  constructor(client: EventStoreDBClient, store?: Store | string, policy?: RetryPolicy) {
    super(MATCHES, client, store, policy);
  }
}
