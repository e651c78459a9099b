import streams from "@eventstore/db-client/generated/streams_pb.js";
import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { TOMBSTONE_REVISION } from "../../src/log/events.ts";
import { decodeReadRequest } from "../../src/protocol/read-request.ts";
import { confirmationResponse, eventResponse } from "../../src/protocol/read-responses.ts";
import { decodeDeleteRequest } from "../../src/protocol/write-requests.ts";
import { type Fields, HALVES, message, nameOf, UUID, UUID_BYTES } from "./fields.ts";

const ofStream: [1, Fields] = [1, [[1, nameOf("games")]]];
const ofAll: [2, Fields] = [2, []];
const filterOf = (...fields: Fields): [7, Fields] => [7, fields];
const noFilter: [8, Fields] = [8, []];
const idsAsText: [9, Fields] = [9, [[2, []]]];
const read = (...options: Fields) => decodeReadRequest(message([1, [idsAsText, noFilter, ...options]]));

const NO_INTERVAL = "The checkpoint interval of a subscription must be 1 or more.";
const NO_DIRECTION = "A read must go forwards or backwards, and a subscription forwards.";
const NOTHING_SPECIAL = { isBackwards: false, resolvesLinks: false, idsAsHalves: false, filter: undefined };

test("a read that does not say in which form it wants ids is refused, as 24.10 does", () => {
  const without = message([1, [ofStream, noFilter, [5, 9]]]);
  expect(() => decodeReadRequest(without)).toThrow(
    expect.objectContaining({ code: status.INVALID_ARGUMENT }),
  );
});

test("a read that does not say whether it has a filter is refused, as by the server", () => {
  expect(() => decodeReadRequest(message([1, [ofAll, idsAsText, [5, 9]]]))).toThrow(
    expect.objectContaining({ code: status.INVALID_ARGUMENT }),
  );
});

test("of two kinds of filter at once the last one counts, since the protocol has room for one", () => {
  const { filter } = read(ofAll, [5, 9], filterOf([1, [[2, "s"]]], [2, [[2, "t"]]], [4, []]));
  expect(["sx", "tx"].filter((type) => filter?.accepts({ ...event, stream: "sx", type }))).toEqual(["tx"]);
});

test.each<[string, Fields, object]>([
  ["a stream", [ofStream, [5, 9]], { stream: "games", from: "start", count: 9 }],
  [
    "a stream from a revision",
    [
      [
        1,
        [
          [1, nameOf("games")],
          [2, 3],
        ],
      ],
      [5, 9],
    ],
    { from: 3 },
  ],
  [
    "a stream from its end",
    [
      [
        1,
        [
          [1, nameOf("games")],
          [4, []],
        ],
      ],
      [5, 9],
    ],
    { from: "end" },
  ],
  ["all", [ofAll, [5, 9]], { stream: undefined, from: "start" }],
  [
    "all from a commit position",
    [
      [
        2,
        [
          [
            1,
            [
              [1, 5],
              [2, 4],
            ],
          ],
        ],
      ],
      [5, 9],
    ],
    { stream: undefined, from: 5 },
  ],
  [
    "all from the end",
    [
      [2, [[3, []]]],
      [5, 9],
    ],
    { stream: undefined, from: "end" },
  ],
  ["forwards", [ofStream, [5, 9], [3, 0]], { isBackwards: false }],
  ["backwards", [ofStream, [5, 9], [3, 1]], { isBackwards: true }],
  ["links resolved", [ofStream, [5, 9], [4, 1]], { resolvesLinks: true }],
  ["a subscription", [ofStream, [6, []]], { count: "subscription" }],
  ["ids as halves", [ofStream, [5, 9], [9, [[1, []]]]], { idsAsHalves: true }],
  ["ids as text", [ofStream, [5, 9], [9, [[2, []]]]], { idsAsHalves: false }],
  ["more than a number holds", [ofStream, [5, -1n]], { count: Number.MAX_SAFE_INTEGER }],
  [
    "the tombstone",
    [
      [
        1,
        [
          [1, nameOf("games")],
          [2, 2n ** 63n - 1n],
        ],
      ],
      [5, 9],
    ],
    { from: TOMBSTONE_REVISION },
  ],
])("a read of %s", (_, options, expected) => {
  expect(read(...options)).toMatchObject({ ...NOTHING_SPECIAL, ...expected });
});

test.each<[string, Fields]>([
  ["The read must be of a stream or of all, and either once or as a subscription.", [ofStream]],
  ["The read must be of a stream or of all, and either once or as a subscription.", [[5, 9]]],
  ["The read must be of a stream or of all, and either once or as a subscription.", []],
  [
    "The request does not name a stream.",
    [
      [1, [[2, 3]]],
      [5, 9],
    ],
  ],
  [
    "'' is not a valid stream name.",
    [
      [1, [[1, []]]],
      [5, 9],
    ],
  ],
  [
    "'$$' is not a valid stream name.",
    [
      [1, [[1, nameOf("$$")]]],
      [5, 9],
    ],
  ],
  [
    "A stream name cannot contain the NUL character.",
    [
      [1, [[1, nameOf("\0")]]],
      [5, 9],
    ],
  ],
  ["The number of events to read must be 1 or more.", [ofStream, [5, 0]]],
  [
    "9223372036854775808 is not a valid revision or position.",
    [
      [2, [[1, [[1, 2n ** 63n]]]]],
      [5, 9],
    ],
  ],
  ["A read of one stream cannot have a filter.", [ofStream, [5, 9], filterOf([1, [[2, "g"]]], [4, []])]],
  [
    "A read of one stream cannot have a filter.",
    [ofStream, [6, []], filterOf([1, [[2, "g"]]], [3, 1], [5, 1])],
  ],
  ["The filter does not say how large its search window is.", [ofAll, [5, 9], filterOf([1, [[2, "g"]]])]],
  [NO_DIRECTION, [ofStream, [6, []], [3, 1]]],
  [NO_DIRECTION, [ofAll, [6, []], [3, 1]]],
  [NO_DIRECTION, [ofAll, [5, 9], [3, 2]]],
  [NO_INTERVAL, [ofAll, filterOf([1, [[2, "g"]]], [4, []]), [6, []]]],
  [NO_INTERVAL, [ofAll, filterOf([1, [[2, "g"]]], [3, 0], [5, 2]), [6, []]]],
  ["A filter must be on stream names or on event types.", [ofAll, filterOf([3, 2], [5, 2]), [5, 9]]],
  ["'(' is not a regular expression (", [ofAll, filterOf([1, [[1, "("]]], [4, []]), [5, 9]]],
])("%s", (sentence, options) => {
  expect(() => read(...options)).toThrow(sentence);
});

test.each([
  ["no events", [ofStream, [5, 0]]],
  [
    "a position beyond all",
    [
      [2, [[1, [[1, 2n ** 63n]]]]],
      [5, 9],
    ],
  ],
  ["no checkpoint interval", [ofAll, filterOf([1, [[2, "g"]]], [4, []]), [6, []]]],
  ["no regular expression", [ofAll, filterOf([1, [[1, "("]]], [4, []]), [5, 9]]],
] satisfies [string, Fields][])("%s is what the server fails at", (_, options) => {
  expect(() => read(...options)).toThrow(expect.objectContaining({ code: status.UNKNOWN }));
});

test("a read or a deletion without options", () => {
  expect(() => decodeReadRequest(message())).toThrow("The read has no options.");
  expect(() => decodeDeleteRequest(message())).toThrow("The request has no options.");
});

const event = {
  id: UUID_BYTES,
  type: "Started",
  isJson: false,
  data: Buffer.from("data"),
  metadata: Buffer.from("more"),
  position: 7,
  stream: "games",
  revision: 3,
  created: 1_700_000_000_000,
};

test.each<[string, Fields, string[]]>([
  [
    "prefixes of stream names",
    [
      [
        1,
        [
          [2, "g"],
          [2, "x"],
        ],
      ],
    ],
    ["games", "xs"],
  ],
  ["a pattern of stream names", [[1, [[1, "^.a"]]]], ["games"]],
  ["prefixes of event types", [[2, [[2, "x"]]]], ["type of xs"]],
  ["a pattern of event types", [[2, [[1, "^y"]]]], ["type of ys"]],
  ["no prefixes", [[1, []]], []],
])("a filter on %s", (_, expression, accepted) => {
  const { filter } = read(ofAll, [5, 9], filterOf(...expression, [3, 3], [5, 4]));
  const names = ["games", "xs", "ys"].filter((stream) => filter?.accepts({ ...event, stream }));
  const types = ["xs", "ys"].filter((type) => filter?.accepts({ ...event, type, stream: "" }));
  expect([...names, ...types.map((type) => `type of ${type}`)]).toEqual(accepted);
  expect(filter?.checkpointInterval).toBe(12);
});

test("what a reader is sent", () => {
  const confirmation = streams.ReadResp.deserializeBinary(confirmationResponse("me")).toObject();
  expect(confirmation.confirmation).toEqual({ subscriptionId: "me" });
  const recorded = (asHalves: boolean) =>
    streams.ReadResp.deserializeBinary(eventResponse(event, asHalves)).getEvent()?.getEvent();
  expect(recorded(false)?.getId()?.getString()).toBe(UUID);
  const halves = recorded(true)?.getId()?.getStructured();
  expect(halves?.getMostSignificantBits()).toBe(String(HALVES[0]?.[1]));
  expect(halves?.getLeastSignificantBits()).toBe(String(HALVES[1]?.[1]));
  expect(recorded(false)?.getMetadataMap().get("content-type")).toBe("application/octet-stream");
});
