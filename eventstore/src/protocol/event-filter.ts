import type { RecordedEvent } from "../log/events.ts";
import { compilePattern, type Match } from "./pattern.ts";
import { invalidArgument } from "./rpc-errors.ts";
import type { MessageReader } from "./wire.ts";

/** Which events of $all a reader wants, and how often a subscriber wants a checkpoint. */
export interface EventFilter {
  readonly accepts: (event: RecordedEvent) => boolean;
  /** the number of events after which a checkpoint is due, wanted or not; may be 0 for reads, which have no checkpoints */
  readonly checkpointInterval: number;
}

/** The search window, in events, if the client leaves it to the server (`Enumerator.DefaultReadBatchSize`). */
const DEFAULT_SEARCH_WINDOW = 32;

/**
 * Reads a filter (FilterOptions in streams.proto) as the server does (`Streams.Read.cs`, `EventFilter.cs`, `Enumerator.AllSubscriptionFiltered.cs`).
 *
 * @throws {StatusError} for a filter without an expression or a search window, and for an invalid regular expression
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
