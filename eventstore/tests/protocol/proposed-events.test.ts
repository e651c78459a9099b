import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { MessageWriter } from "../../src/protocol/message-writer.ts";
import { ProposedEvents } from "../../src/protocol/proposed-events.ts";
import { MessageReader } from "../../src/protocol/wire.ts";
import { decodeProposedEvent } from "../../src/protocol/write-requests.ts";

test.each([
  ["text", randomUUID()],
  ["text in another form", `{${randomUUID()}}`],
  ["two integers", undefined],
])("an event, its id sent as %s, does not keep in memory the message that it came in", (_, text) => {
  const [data, metadata] = [Buffer.from("data"), Buffer.from("metadata")];
  const message = MessageWriter.write((event) =>
    event
      .message(1, (uuid) =>
        text === undefined
          ? uuid.message(1, (halves) => halves.integer(1, 1).integer(2, 2))
          : uuid.text(2, text),
      )
      .message(2, (entry) => entry.text(1, "type").text(2, "event"))
      .message(2, (entry) => entry.text(1, "content-type").text(2, "application/json"))
      .bytes(3, metadata)
      .bytes(4, data)
      .bytes(100, Buffer.alloc(1_000_000)),
  );
  const proposed = new ProposedEvents();
  proposed.add(decodeProposedEvent(new MessageReader(message)));
  const [event] = proposed.events;
  expect(event).toMatchObject({ type: "event", isJson: true, data, metadata });
  for (const part of [event?.id, event?.data, event?.metadata]) expect(part?.buffer).not.toBe(message.buffer);
});
