import { jsonEvent, UnavailableError } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { startStore } from "./support/running-store.ts";

test("appends that a shutdown cuts off end as unavailable, as when the server closes the connection, and none goes unanswered", async () => {
  const { server, client } = await startStore();
  const append = (number: number) =>
    client.appendToStream(`stream-${number}`, jsonEvent({ type: "event", data: {} }));
  await append(0);
  const outcomes = Promise.allSettled(Array.from({ length: 1000 }, (_, number) => append(number + 1)));
  await server.close();
  const failures = (await outcomes).flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason] : [],
  );
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.filter((failure) => !(failure instanceof UnavailableError))).toEqual([]);
});
