import { decodeFilter, type EventFilter } from "./event-filter.ts";
import { decodeStreamName } from "./identifiers.ts";
import { decodeCount, decodePlace } from "./numbers.ts";
import { invalidArgument, unforeseen } from "./rpc-errors.ts";
import { MessageReader } from "./wire.ts";

/** A read or a subscription that a client wants. */
export interface ReadRequest {
  /** undefined for all streams */
  readonly stream: string | undefined;
  /** a revision or, for all streams, a position */
  readonly from: number | "start" | "end";
  /** how many events at most; a subscription has no limit, and continues with new events */
  readonly count: number | "subscription";
  readonly isBackwards: boolean;
  readonly resolvesLinks: boolean;
  /** whether the client wants ids as two integers */
  readonly idsAsHalves: boolean;
  readonly filter: EventFilter | undefined;
}

type Source = Pick<ReadRequest, "stream" | "from">;

const FORWARDS = 0;
const BACKWARDS = 1;

/**
 * Reads a ReadReq of streams.proto.
 *
 * @throws {StatusError} for a request that makes no sense; the server refuses the same ones (`Streams.Read.cs`)
 */
export function decodeReadRequest(bytes: Uint8Array): ReadRequest {
  let read: ReadRequest | undefined;
  const request = new MessageReader(bytes);
  while (request.next()) if (request.field === 1) read = decodeOptions(request.message());
  if (read === undefined) throw invalidArgument("The read has no options.");
  return read;
}

function decodeOptions(options: MessageReader): ReadRequest {
  let source: Source | undefined;
  let count: ReadRequest["count"] | undefined;
  let direction = FORWARDS;
  let resolvesLinks = false;
  let idsAsHalves: boolean | undefined;
  let filter: MessageReader | "none" | undefined;
  while (options.next()) {
    if (options.field === 1) source = decodeStream(options.message());
    else if (options.field === 2) source = decodeAll(options.message());
    else if (options.field === 3) direction = Number(options.integer());
    else if (options.field === 4) resolvesLinks = options.flag();
    else if (options.field === 5) count = decodeCount(options.integer());
    else if (options.field === 6) count = "subscription";
    else if (options.field === 7) filter = options.message();
    else if (options.field === 8) filter = "none";
    else if (options.field === 9) idsAsHalves = decodeUuidOption(options.message());
  }
  if (source === undefined || count === undefined) {
    throw invalidArgument("The read must be of a stream or of all, and either once or as a subscription.");
  }
  if (idsAsHalves === undefined) throw invalidArgument("The read does not say in which form it wants ids.");
  if (filter === undefined) throw invalidArgument("The read does not say whether it has a filter.");
  if (filter !== "none" && source.stream !== undefined) {
    throw invalidArgument("A read of one stream cannot have a filter.");
  }
  if (direction !== FORWARDS && (direction !== BACKWARDS || count === "subscription")) {
    throw invalidArgument("A read must go forwards or backwards, and a subscription forwards.");
  }
  const wanted = filter === "none" ? undefined : decodeFilter(filter);
  if (count === "subscription" && wanted?.checkpointInterval === 0) {
    throw unforeseen("The checkpoint interval of a subscription must be 1 or more.");
  }
  const { stream, from } = source;
  const isBackwards = direction === BACKWARDS;
  return { stream, from, count, isBackwards, resolvesLinks, idsAsHalves, filter: wanted };
}

function decodeStream(options: MessageReader): Source {
  let stream: string | undefined;
  let from: Source["from"] = "start";
  while (options.next()) {
    if (options.field === 1) stream = decodeStreamName(options.message());
    else if (options.field === 2) from = decodePlace(options.integer());
    else if (options.field === 3) from = "start";
    else if (options.field === 4) from = "end";
  }
  if (stream === undefined) throw invalidArgument("The request does not name a stream.");
  return { stream, from };
}

function decodeAll(options: MessageReader): Source {
  let from: Source["from"] = "start";
  while (options.next()) {
    if (options.field === 1) from = decodePosition(options.message());
    else if (options.field === 2) from = "start";
    else if (options.field === 3) from = "end";
  }
  return { stream: undefined, from };
}

/**
 * Decodes the commit position. The prepare position of an event is the same here.
 *
 * @throws {StatusError} if the prepare position is greater (the constructor of `Position`)
 */
function decodePosition(position: MessageReader): number | "end" {
  let commit: number | "end" = 0;
  let prepare: number | "end" = 0;
  while (position.next()) {
    if (position.field === 1) commit = decodePlace(position.integer());
    else if (position.field === 2) prepare = decodePlace(position.integer());
  }
  if (commit !== "end" && (prepare === "end" || prepare > commit)) {
    throw unforeseen("The commit position cannot be less than the prepare position.");
  }
  return commit;
}

/** Returns whether the client wants ids as two integers, not as text. */
function decodeUuidOption(option: MessageReader): boolean {
  let asHalves = false;
  while (option.next()) {
    if (option.field === 1) asHalves = true;
    else if (option.field === 2) asHalves = false;
  }
  return asHalves;
}
