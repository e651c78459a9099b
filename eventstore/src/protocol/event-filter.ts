import type { RecordedEvent } from "../log/events.ts";
import { compilePattern, type Match } from "./pattern.ts";
import { invalidArgument } from "./rpc-errors.ts";
import type { MessageReader } from "./wire.ts";

/** Which events of $all a reader wants, and how often a subscriber wants to hear how far the search has come. */
export interface EventFilter {
  readonly accepts: (event: RecordedEvent) => boolean;
  /** a checkpoint is due after so many events, whether they were wanted or not; 0, which is no use, for a read alone */
  readonly checkpointInterval: number;
}

/** The search window where the client sets none: the server's (`Enumerator.DefaultReadBatchSize`). */
const DEFAULT_SEARCH_WINDOW = 32;

/**
 * Reads a filter (FilterOptions in streams.proto) as the server does (`Streams.Read.cs`, `EventFilter.cs`, `Enumerator.AllSubscriptionFiltered.cs`).
 *
 * @throws {StatusError} for a filter on nothing or without a search window, or a regular expression that is none
 */
export function decodeFilter(filter: MessageReader): EventFilter {
  let accepts: EventFilter["accepts"] | undefined;
  let window: number | undefined;
  let multiplier = 0;
  while (filter.next()) {
    if (filter.field === 1) {
      const matches = decodeExpression(filter.message());
      accepts = ({ stream }) => matches(stream);
    } else if (filter.field === 2) {
      const matches = decodeExpression(filter.message());
      accepts = ({ type }) => matches(type);
    } else if (filter.field === 3) window = Number(filter.integer());
    else if (filter.field === 4) window = DEFAULT_SEARCH_WINDOW;
    else if (filter.field === 5) multiplier = Number(filter.integer());
  }
  if (accepts === undefined) throw invalidArgument("A filter must be on stream names or on event types.");
  if (window === undefined) throw invalidArgument("The filter does not say how large its search window is.");
  return { checkpointInterval: multiplier * window, accepts };
}

function decodeExpression(expression: MessageReader): Match {
  let source = "";
  const prefixes: string[] = [];
  while (expression.next()) {
    if (expression.field === 1) source = expression.text();
    else if (expression.field === 2) prefixes.push(expression.text());
  }
  if (source === "") return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  return compilePattern(source);
}
