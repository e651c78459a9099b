import { expect, onTestFinished, test } from "vitest";
import { Child } from "../processes/child.ts";

test("a server survives connections that close while it writes", async () => {
  // A process of its own: where the server gets into an endless loop, a test in the same process could not end.
  const program = new Child("eventstore/tests/processes/lost-connections.ts", []);
  onTestFinished(() => program.kill());
  await program.hasWritten(5);
  expect(await program.end()).toBe(0);
});
