import { jsonEvent, type ResolvedEvent } from "@eventstore/db-client";

/** Makes this many events, with the numbers from 0 on in their data. */
export function someEvents(count: number, type = "something-happened") {
  return Array.from({ length: count }, (_, number) => jsonEvent({ type, data: { number } }));
}

/** Returns all events of a read. */
export async function collect(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const collected: ResolvedEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

/** Returns the numbers in the data of {@link someEvents}, in the order of a read. */
export async function numbersOf(events: AsyncIterable<ResolvedEvent>): Promise<unknown[]> {
  return (await collect(events)).map(({ event }) => (event?.data as { number?: number } | undefined)?.number);
}

/** Returns the error with which a promise rejects; fails if it resolves. */
export async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => "no error",
    (error: unknown) => ({ error }),
  );
  if (typeof outcome === "string") throw new Error("expected an error, and there was none");
  return outcome.error;
}
