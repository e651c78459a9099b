import { expect, onTestFinished, test } from "vitest";
import { Child } from "../processes/child.ts";

test("a server survives connections that close while it writes", async () => {
  // In a process of its own: an endless loop in the server would also block a test in the same process.
  const program = new Child("eventstore/tests/processes/lost-connections.ts", []);
  onTestFinished(() => program.kill());
  await program.hasWritten(5);
  expect(await program.end()).toBe(0);
});
