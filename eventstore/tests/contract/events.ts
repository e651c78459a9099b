import { jsonEvent, type ResolvedEvent } from "@eventstore/db-client";

/** As many events as asked for, numbered from 0 in their data. */
export function someEvents(count: number, type = "something-happened") {
  return Array.from({ length: count }, (_, number) => jsonEvent({ type, data: { number } }));
}

/** Everything that a read gives. */
export async function collect(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const collected: ResolvedEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

/** The numbers in the data of {@link someEvents}, in the order in which a read gives them. */
export async function numbersOf(events: AsyncIterable<ResolvedEvent>): Promise<unknown[]> {
  return (await collect(events)).map(({ event }) => (event?.data as { number?: number } | undefined)?.number);
}

/** The error that a promise ends in; fails where it ends well. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => ({ error }),
  );
  if (typeof outcome === "string") throw new Error("expected an error, and there was none");
  return outcome.error;
}
