import { expect, test } from "vitest";
import { textIn, toMessage, UnreadableMessageError } from "../../contract/message.ts";
import { message } from "../world/tables.ts";

test("a message has all of its fields, each in the limits of every database", () => {
  const good = { ...message("b", 2 ** 31 - 1), type: "x".repeat(200) };
  expect(toMessage(good)).toEqual(good);
});

test.each([
  [undefined],
  [null],
  ["text"],
  [[]],
  [{}],
  [{ ...message("b", 0), data: [] }],
  [{ ...message("b", 0), correlationId: 7 }],
  [message("", 0)],
  [message("a\u0000b", 0)],
  [message("b".repeat(201), 0)],
  [message("b", -1)],
  [message("b", 0.5)],
  [message("b", 2 ** 31)],
])("%j is not a message", (value) => {
  expect(() => toMessage(value)).toThrow(UnreadableMessageError);
});

test.each([[undefined], [7], ["a\u0000b"]])("the data of a message has no text %j", (slotId) => {
  expect(() => textIn(message("b", 0, "BookingCreated", { slotId }), "slotId")).toThrow(
    'BookingCreated has no text "slotId"',
  );
});
