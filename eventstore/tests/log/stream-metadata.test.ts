import { expect, test } from "vitest";
import { type RecordedEvent, STREAM_METADATA_TYPE } from "../../src/log/events.ts";
import { isDeleting, parseMetadata } from "../../src/log/streams/stream-metadata.ts";

/** Makes the last event of a metadata stream, with this data. */
function metadataEvent(json: string, isJson = true): RecordedEvent {
  const [data, metadata, id] = [Buffer.from(json), Buffer.alloc(0), Buffer.alloc(16)];
  const place = { position: 1, stream: "$$stream", revision: 0, created: 0 };
  return { ...place, id, type: STREAM_METADATA_TYPE, isJson, data, metadata };
}

const parse = (json: string) => parseMetadata(metadataEvent(json));

test("what limits the reading of a stream is understood, whatever else there is", () => {
  expect(
    parse(
      '{"$maxCount":3,"$maxAge":2,"$tb":5,"$acl":{"$r":"all","$mw":["a","b"]},"$tmp":true,"$own":"x","own":[1]}',
    ),
  ).toEqual({
    maxCount: 3,
    maxAge: 2000,
    truncateBefore: 5,
  });
  expect(parse('{"$tb":0}')).toEqual({ truncateBefore: 0 });
});

test.each([['{"$maxCount":0}'], ['{"$maxCount":-1}'], ['{"$maxAge":0}'], ['{"$tb":-1}']])(
  "a number that is too small counts as absent: %s",
  (json) => {
    expect(parse(json)).toEqual({});
  },
);

test.each([
  ['{"$maxCount":3,"$tb":"5"}'],
  ['{"$maxCount":3,"$tb":1.5}'],
  ['{"$maxCount":3,"$tb":18446744073709551616}'],
  ['{"$maxCount":3,"$maxAge":null}'],
  ['{"$maxCount":3,"$cacheControl":true}'],
  ['{"$maxCount":3,"$tmp":1}'],
  ['{"$maxCount":3,"$tb":9223372036854775808}'],
  ['{"$maxCount":3,"$maxAge":922337203686}'],
  ['{"$maxCount":3,"$cacheControl":922337203686}'],
  ['{"$maxCount":3,"$acl":"all"}'],
  ['{"$maxCount":3,"$acl":null}'],
  ['{"$maxCount":3,"$acl":["all"]}'],
  ['{"$maxCount":3,"$acl":{"$x":"all"}}'],
  ['{"$maxCount":3,"$acl":{"$r":[1]}}'],
])("one value that makes no sense makes none of the whole: %s", (json) => {
  expect(parse(json)).toEqual({});
});

test.each(["", "{", "null", "3", '"$tb"', '["$tb"]'])("what is no JSON object says nothing: %s", (json) => {
  expect(parse(json)).toEqual({});
});

test("neither does a binary event, nor none", () => {
  expect(parseMetadata(metadataEvent('{"$tb":5}', false))).toEqual({});
  expect(parseMetadata(undefined)).toEqual({});
});

test("the greatest 64-bit integer deletes a stream, and nothing less does", () => {
  expect(isDeleting(parse('{"$tb":9223372036854775807}'))).toBe(true);
  expect(isDeleting(parse('{ "own": 1, "$tb" : 9223372036854775807 , "$maxCount": 3 }'))).toBe(true);
  expect(isDeleting(parse('{"own":"$tb:9223372036854775807","$tb":9223372036854775806}'))).toBe(false);
  expect(isDeleting(parse('{"$tb":9007199254740991}'))).toBe(false);
});
