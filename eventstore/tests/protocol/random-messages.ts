import shared from "@eventstore/db-client/generated/shared_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import fc from "fast-check";
import { expect } from "vitest";

/*
 * Random messages of the protocol, made by the official client's generated code.
 */

export type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;

const LARGEST_REVISION = 2n ** 63n - 1n;
export const name = fc
  .string({ unit: "grapheme", minLength: 1 })
  .filter((text) => text !== "$$" && !text.includes("\0"));
const bytes = fc.uint8Array({ maxLength: 300 });
export const event = fc.record({
  id: fc.uuid(),
  type: name,
  isJson: fc.boolean(),
  data: bytes,
  metadata: bytes,
});
const revision = fc.oneof(
  fc.bigInt(0n, 1000n),
  fc.bigInt(0n, LARGEST_REVISION),
  fc.constant(LARGEST_REVISION),
);
/** Converts to a number, at most the greatest exact one. */
export const numberOf = (value: bigint | string) => Math.min(Number(value), Number.MAX_SAFE_INTEGER);
export const identifierOf = (stream: string) =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export function uuidOf(text: string, asHalves: boolean) {
  const uuid = new shared.UUID();
  if (!asHalves) return uuid.setString(text);
  const halves = Buffer.from(text.replaceAll("-", ""), "hex");
  return uuid.setStructured(
    new shared.UUID.Structured()
      .setMostSignificantBits(String(halves.readBigInt64BE(0)))
      .setLeastSignificantBits(String(halves.readBigInt64BE(8))),
  );
}

export function streamOptions(stream: string, from: "start" | "end" | bigint) {
  const options = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(identifierOf(stream));
  if (from === "start") return options.setStart(new shared.Empty());
  return from === "end" ? options.setEnd(new shared.Empty()) : options.setRevision(String(from));
}

export function allOptions(from: "start" | "end" | bigint) {
  const options = new streams.ReadReq.Options.AllOptions();
  if (from === "start") return options.setStart(new shared.Empty());
  if (from === "end") return options.setEnd(new shared.Empty());
  const position = new streams.ReadReq.Options.Position().setCommitPosition(String(from));
  return options.setPosition(position.setPreparePosition(String(from)));
}

export const from = fc.oneof(fc.constant("start" as const), fc.constant("end" as const), revision);
const filter = fc.record({
  byType: fc.boolean(),
  prefixes: fc.array(name, { minLength: 1, maxLength: 3 }),
  max: fc.option(fc.integer({ min: 1, max: 2 ** 32 - 1 })),
  multiplier: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
});
export const readOptions = fc
  .record({
    stream: fc.option(name),
    from,
    count: fc.option(fc.bigInt(1n, 2n ** 64n - 1n)),
    isBackwards: fc.boolean(),
    resolvesLinks: fc.boolean(),
    asHalves: fc.boolean(),
    filter: fc.option(filter),
  })
  .map(({ stream, from, count, isBackwards, resolvesLinks, asHalves, filter }) => {
    const uuid = new streams.ReadReq.Options.UUIDOption();
    const options = new streams.ReadReq.Options()
      .setReadDirection(isBackwards ? 1 : 0)
      .setResolveLinks(resolvesLinks)
      .setUuidOption(asHalves ? uuid.setStructured(new shared.Empty()) : uuid.setString(new shared.Empty()));
    if (stream === null) options.setAll(allOptions(from));
    else options.setStream(streamOptions(stream, from));
    if (count === null) options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
    else options.setCount(String(count));
    if (filter === null) return options.setNoFilter(new shared.Empty());
    const expression = new streams.ReadReq.Options.FilterOptions.Expression().setPrefixList(filter.prefixes);
    const wanted = new streams.ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(
      filter.multiplier,
    );
    if (filter.max === null) wanted.setCount(new shared.Empty());
    else wanted.setMax(filter.max);
    return options.setFilter(
      filter.byType ? wanted.setEventType(expression) : wanted.setStreamIdentifier(expression),
    );
  });

/** Returns whether the server refuses a read: one of a single stream with a filter, or a subscription backwards. */
export function isRefused(options: ReadOptions): boolean {
  return (
    (options.hasStream() && options.hasFilter()) ||
    (options.hasSubscription() && options.getReadDirection() === 1)
  );
}

/** Returns a read as the decoder should return it. */
export function meaningOf(options: ReadOptions) {
  const start = (stream = options.getStream(), all = options.getAll()) => {
    if (stream?.hasEnd() || all?.hasEnd()) return "end";
    if (stream?.hasRevision()) return numberOf(stream.getRevision());
    const position = all?.getPosition();
    return position ? numberOf(position.getCommitPosition()) : "start";
  };
  const stream = options.getStream()?.getStreamIdentifier();
  const filter = options.getFilter();
  return {
    stream: stream && Buffer.from(stream.getStreamName_asU8()).toString(),
    from: start(),
    count: options.hasCount() ? numberOf(options.getCount()) : "subscription",
    isBackwards: options.getReadDirection() === 1,
    resolvesLinks: options.getResolveLinks(),
    idsAsHalves: options.getUuidOption()?.hasStructured(),
    filter: filter && {
      checkpointInterval: filter.getCheckpointintervalmultiplier() * (filter.hasMax() ? filter.getMax() : 32),
      accepts: expect.any(Function),
    },
  };
}

export const expectation = fc.oneof(fc.constantFrom("any", "no_stream", "stream_exists"), revision);
