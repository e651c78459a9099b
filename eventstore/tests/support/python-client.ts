import { randomUUID } from "node:crypto";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import { Client, type ClientReadableStream, credentials, Metadata } from "@grpc/grpc-js";
import { onTestFinished } from "vitest";
import { MessageWriter } from "../../src/protocol/message-writer.ts";

/** The events that the Python client leaves out by default (its `DEFAULT_EXCLUDE_FILTER`). */
export const DEFAULT_EXCLUDE = ["\\$.+", "PersistentConfig\\d+"];

/** Its default limit of events: Python's `sys.maxsize`. */
const EVERY = 2n ** 63n - 1n;

/** Its default deadline of an append, in seconds: the greatest Duration. */
const MOST_SECONDS = 315_576_000_000;

interface ReadAll {
  readonly position?: bigint;
  readonly backwards?: boolean;
  /** patterns of event types */
  readonly exclude?: readonly string[];
  /** patterns of event types; if there are any, `exclude` is ignored */
  readonly include?: readonly string[];
  readonly limit?: bigint;
}

/** An event as the Python client receives it. */
interface Received {
  readonly stream: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: string;
  readonly position: bigint;
}

type Bytes = Uint8Array;

/** Sends, field by field, what the Python client `esdbclient` sends (its `streams.py`). */
export class PythonClient {
  readonly #client: Client;

  constructor(port: number) {
    this.#client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    onTestFinished(() => this.#client.close());
  }

  /** `read_stream()`; undefined if there is no such stream */
  async readStream(stream: string): Promise<Received[] | undefined> {
    const from = (all: MessageWriter) => all.message(1, nameOf(stream)).message(3);
    return received(
      this.#read((options) => options.message(1, from).integer(3, 0).integer(4, 0).message(8), EVERY),
    );
  }

  /** `read_all()` */
  async readAll(wanted: ReadAll = {}): Promise<Received[] | undefined> {
    return received(this.#read(allOf(wanted), wanted.limit ?? EVERY));
  }

  /** `get_commit_position()` */
  async commitPosition(exclude = DEFAULT_EXCLUDE): Promise<bigint> {
    const [last] = (await this.readAll({ backwards: true, limit: 1n, exclude })) ?? [];
    return last?.position ?? 0n;
  }

  /** `subscribe_to_all()` */
  subscribeToAll(wanted: ReadAll = {}): ClientReadableStream<InstanceType<typeof streams.ReadResp>> {
    const call = this.#read(allOf(wanted), "subscription");
    call.on("error", () => {});
    onTestFinished(() => call.cancel());
    return call;
  }

  /** `append_events()`: a BatchAppend call for each append. @returns the position of the last event, or the error's type */
  async append(
    stream: string,
    expected: "no stream" | number,
    types: readonly string[],
  ): Promise<bigint | string> {
    const request = MessageWriter.write((append) => {
      append.message(1, uuid(randomUUID()));
      append.message(2, (options) => {
        options.message(1, nameOf(stream));
        if (expected === "no stream") options.message(3);
        else options.integer(2, expected);
        options.message(7, (duration) => duration.integer(1, MOST_SECONDS));
      });
      for (const type of types) {
        append.message(3, (event) => {
          event.message(1, uuid(randomUUID()));
          for (const [key, value] of [
            ["type", type],
            ["content-type", "application/octet-stream"],
          ] as const) {
            event.message(2, (entry) => entry.text(1, key).text(2, value));
          }
          event.bytes(4, Buffer.from(`{"of":"${type}"}`));
        });
      }
      append.integer(4, 1);
    });
    const call = this.#client.makeBidiStreamRequest<Bytes, InstanceType<typeof streams.BatchAppendResp>>(
      "/event_store.client.streams.Streams/BatchAppend",
      Buffer.from,
      (bytes) => streams.BatchAppendResp.deserializeBinary(bytes),
      metadata(true),
    );
    call.write(request);
    call.end();
    for await (const response of call) {
      if (!(response instanceof streams.BatchAppendResp)) break;
      const position = response.getSuccess()?.getPosition()?.getCommitPosition();
      return position === undefined
        ? (response.getError()?.getDetails()?.getTypeUrl() ?? "")
        : BigInt(position);
    }
    return "no answer";
  }

  #read(write: (options: MessageWriter) => void, count: bigint | "subscription") {
    const request = MessageWriter.write((read) =>
      read.message(1, (options) => {
        write(options);
        if (count === "subscription") options.message(6);
        else options.integer(5, String(count));
        options.message(9, (uuids) => uuids.message(2));
      }),
    );
    return this.#client.makeServerStreamRequest<Bytes, InstanceType<typeof streams.ReadResp>>(
      "/event_store.client.streams.Streams/Read",
      Buffer.from,
      (bytes) => streams.ReadResp.deserializeBinary(bytes),
      request,
      metadata(false),
    );
  }
}

function metadata(requiresLeader: boolean): Metadata {
  const metadata = new Metadata();
  metadata.set("requires-leader", String(requiresLeader));
  return metadata;
}

const nameOf = (stream: string) => (identifier: MessageWriter) => identifier.bytes(3, Buffer.from(stream));
const uuid = (text: string) => (id: MessageWriter) => id.text(2, text);

/** Writes its options: the filter is one pattern, with a window of 30 events and an interval of 5; none without patterns. */
function allOf({ position, backwards = false, exclude = DEFAULT_EXCLUDE, include = [] }: ReadAll) {
  const excluding = `^(?!(${exclude.map((pattern) => `${pattern}$`).join("|")}))`;
  const pattern = include.length > 0 ? `^${include.join("|")}$` : excluding;
  return (options: MessageWriter) => {
    options.message(2, (all) => {
      if (position === undefined) all.message(backwards ? 3 : 2);
      else all.message(1, (at) => at.integer(1, String(position)).integer(2, String(position)));
    });
    options.integer(3, backwards ? 1 : 0).integer(4, 0);
    if (include.length + exclude.length === 0) options.message(8);
    else
      options.message(7, (filter) => {
        filter
          .message(2, (expression) => expression.text(1, pattern))
          .integer(3, 30)
          .integer(5, 5);
      });
  };
}

/** Returns all events of a read, as the Python client decodes them. */
async function received(call: AsyncIterable<unknown>): Promise<Received[] | undefined> {
  const events: Received[] = [];
  for await (const response of call) {
    if (!(response instanceof streams.ReadResp)) continue;
    if (response.hasStreamNotFound()) return undefined;
    const event = eventOf(response);
    if (event) events.push(event);
  }
  return events;
}

export function eventOf(response: InstanceType<typeof streams.ReadResp>): Received | undefined {
  const event = response.getEvent()?.getEvent();
  if (!event) return undefined;
  return {
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString(),
    revision: BigInt(event.getStreamRevision()),
    type: event.getMetadataMap().get("type") ?? "",
    data: Buffer.from(event.getData_asU8()).toString(),
    position: BigInt(event.getCommitPosition()),
  };
}
