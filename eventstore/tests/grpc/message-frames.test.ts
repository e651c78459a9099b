import { expect, test } from "vitest";
import { frame, MessageFrames } from "../../src/grpc/message-frames.ts";
import { StatusCode, type StatusError } from "../../src/grpc/status.ts";

const MOST_BYTES = 10_000;

const framed = (...texts: string[]) => Buffer.concat(texts.map((text) => frame(Buffer.from(text))));

function messagesIn(frames: MessageFrames): string[] {
  const messages: string[] = [];
  for (let bytes = frames.next(); bytes; bytes = frames.next()) messages.push(bytes.toString());
  return messages;
}

/** Returns the error for bytes that end here. */
function refusalOf(bytes: Buffer): StatusError {
  const frames = new MessageFrames(MOST_BYTES);
  frames.add(bytes);
  try {
    messagesIn(frames);
    frames.end();
  } catch (error) {
    return error as StatusError;
  }
  throw new Error("It has been taken.");
}

test("a message begins with a byte that says that it is not compressed, and with its length", () => {
  expect([...frame(Buffer.alloc(0x010203, 7)).subarray(0, 6)]).toEqual([0, 0, 1, 2, 3, 7]);
});

test("messages are found in one piece, in order, the empty ones too", () => {
  const frames = new MessageFrames(MOST_BYTES);
  frames.add(framed("one", "", "three", ""));
  expect(messagesIn(frames)).toEqual(["one", "", "three", ""]);
  frames.end();
});

test.each([1, 2, 3, 5, 8, 13])("messages are found in pieces of %d", (size) => {
  const frames = new MessageFrames(MOST_BYTES);
  const bytes = framed("one", "", "three", "f".repeat(100), "");
  const found: string[] = [];
  for (let place = 0; place < bytes.length; place += size) {
    frames.add(bytes.subarray(place, place + size));
    found.push(...messagesIn(frames));
  }
  expect(found).toEqual(["one", "", "three", "f".repeat(100), ""]);
  frames.end();
});

test("many messages in one piece are not copied once for each of them", () => {
  const frames = new MessageFrames(MOST_BYTES);
  frames.add(framed(..."abc".split("").map((letter) => letter.repeat(MOST_BYTES))));
  const [first, second, third] = [frames.next(), frames.next(), frames.next()];
  expect(third?.toString()).toBe("c".repeat(MOST_BYTES));
  expect(second?.buffer).toBe(first?.buffer);
  expect(third?.buffer).toBe(first?.buffer);
});

test("the largest message that is taken", () => {
  const frames = new MessageFrames(MOST_BYTES);
  frames.add(frame(Buffer.alloc(MOST_BYTES)));
  expect(frames.next()).toHaveLength(MOST_BYTES);
});

test.each([
  [
    "larger than is taken",
    frame(Buffer.alloc(MOST_BYTES + 1)),
    StatusCode.RESOURCE_EXHAUSTED,
    "The message has 10001 bytes, and at most 10000 are taken.",
  ],
  [
    "said to be larger than is taken",
    frame(Buffer.alloc(MOST_BYTES + 1)).subarray(0, 5),
    StatusCode.RESOURCE_EXHAUSTED,
    "The message has 10001 bytes, and at most 10000 are taken.",
  ],
  [
    "compressed",
    Buffer.from([1, 0, 0, 0, 1, 65]),
    StatusCode.UNIMPLEMENTED,
    "Compressed messages are not served.",
  ],
  ["cut off", framed("cut off").subarray(0, -1), StatusCode.INTERNAL, "The last message breaks off."],
  ["cut off in its length", framed("x").subarray(0, 3), StatusCode.INTERNAL, "The last message breaks off."],
])("a message that is %s is refused", (_, bytes, code, details) => {
  expect(refusalOf(bytes)).toMatchObject({ code, details });
});
