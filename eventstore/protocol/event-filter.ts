import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { RecordedEvent } from "../log/events.ts";
import { PAGE_SIZE } from "../log/pages.ts";
import { invalidArgument } from "./rpc-errors.ts";

/** Which events of $all a subscriber wants, and how often it wants to hear how far the search has come. */
export interface EventFilter {
  readonly accepts: (event: RecordedEvent) => boolean;
  /** a checkpoint is due after so many events, whether they were wanted or not: 1 or more */
  readonly checkpointInterval: number;
}

/** The search window where the client sets none: the server's (`Enumerator.DefaultReadBatchSize`). */
const DEFAULT_SEARCH_WINDOW = PAGE_SIZE;

/**
 * Reads a filter as the server does (`Streams.Read.cs`, `EventFilter.cs`, `Enumerator.AllSubscriptionFiltered.cs`).
 *
 * @throws {StatusError} for a filter on nothing, a regular expression that is none, or an interval of 0
 */
export function decodeFilter(filter: ReadReq.Options.FilterOptions): EventFilter {
  const window = filter.hasMax() ? filter.getMax() : DEFAULT_SEARCH_WINDOW;
  const checkpointInterval = filter.getCheckpointintervalmultiplier() * window;
  if (checkpointInterval === 0) throw invalidArgument("The checkpoint interval must be 1 or more.");
  const byStream = filter.getStreamIdentifier();
  const byType = filter.getEventType();
  if (byStream) {
    const matches = decodeExpression(byStream);
    return { checkpointInterval, accepts: (event) => matches(event.stream) };
  }
  if (byType) {
    const matches = decodeExpression(byType);
    return { checkpointInterval, accepts: (event) => matches(event.type) };
  }
  throw invalidArgument("A filter must be on stream names or on event types.");
}

function decodeExpression(expression: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
  const source = expression.getRegex();
  const prefixes = expression.getPrefixList();
  if (source === "") return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  const pattern = compile(source);
  return (text) => pattern.test(text);
}

/** The server has .NET's regular expressions; those of JavaScript differ in rare constructs alone. */
function compile(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    throw invalidArgument(`'${source}' is not a regular expression (${(error as Error).message}).`);
  }
}
