import { expect, test } from "vitest";
import { ProposedEvents } from "../../src/protocol/proposed-events.ts";

test("an event does not keep in memory the message that it came in", () => {
  const message = Buffer.alloc(1_000_000, "x");
  const proposed = new ProposedEvents();
  const parts = {
    id: message.subarray(0, 16),
    data: message.subarray(16, 30),
    metadata: message.subarray(30, 40),
  };
  proposed.add({ ...parts, type: "event", isJson: false });
  expect(proposed.events).toEqual([{ ...parts, type: "event", isJson: false }]);
  for (const { id, data, metadata } of proposed.events) {
    for (const part of [id, data, metadata]) expect(part.buffer).not.toBe(message.buffer);
  }
});
