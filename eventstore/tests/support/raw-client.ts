import { randomUUID } from "node:crypto";
import shared from "@eventstore/db-client/generated/shared_pb.js";
import streamsService from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streams from "@eventstore/db-client/generated/streams_pb.js";
import {
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  type ServiceError,
} from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { onTestFinished } from "vitest";

type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;
type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
type ReadResp = InstanceType<typeof streams.ReadResp>;

/** Speaks the bare protocol, for requests that the official client never sends. */
export class RawClient {
  readonly #client: InstanceType<typeof streamsService.StreamsClient>;

  /** @param port on 127.0.0.1 */
  constructor(port: number) {
    this.#client = new streamsService.StreamsClient(`127.0.0.1:${port}`, credentials.createInsecure());
    onTestFinished(() => this.close());
  }

  close(): void {
    this.#client.close();
  }

  /** Sends the messages of one append. @returns its error, or null */
  append(...messages: InstanceType<typeof streams.AppendReq>[]): Promise<ServiceError | null> {
    return new Promise((resolve) => {
      const call = this.#client.append((error) => resolve(error));
      for (const message of messages) call.write(message);
      call.end();
    });
  }

  /** Sends a read. @returns its error, or null */
  read(request: InstanceType<typeof streams.ReadReq>): Promise<ServiceError | null> {
    return new Promise((resolve) => {
      const call = this.#client.read(request);
      call.on("data", () => {});
      call.once("error", (error) => resolve(error as ServiceError));
      call.once("end", () => resolve(null));
    });
  }

  /** Sends a read. @returns its events, such as "stream@0 type", or its error */
  async readEvents(request: InstanceType<typeof streams.ReadReq>): Promise<string[] | ServiceError> {
    const events: string[] = [];
    const call = this.#client.read(request);
    call.on("data", (response: ReadResp) => {
      const event = response.getEvent()?.getEvent();
      const stream = Buffer.from(event?.getStreamIdentifier()?.getStreamName_asU8() ?? []);
      if (event) events.push(`${stream}@${event.getStreamRevision()} ${event.getMetadataMap().get("type")}`);
    });
    return new Promise((resolve) => {
      call.once("error", (error) => resolve(error as ServiceError));
      call.once("end", () => resolve(events));
    });
  }

  /** Opens the call through which the official client sends all its appends. */
  batchAppend(): ClientDuplexStream<BatchAppendReq, BatchAppendResp> {
    const call = this.#client.batchAppend();
    call.on("error", () => {});
    return call;
  }

  /** Subscribes, and reads only the first response. */
  async subscribeAndStopReading(options: ReadOptions): Promise<ClientReadableStream<ReadResp>> {
    options
      .setSubscription(new streams.ReadReq.Options.SubscriptionOptions())
      .setNoFilter(new shared.Empty())
      .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()));
    const call = this.#client.read(new streams.ReadReq().setOptions(options));
    call.on("error", () => {});
    await new Promise<void>((resolve) => call.once("data", () => resolve()));
    call.pause();
    return call;
  }
}

export function allFromStart(): ReadOptions {
  const all = new streams.ReadReq.Options.AllOptions().setStart(new shared.Empty());
  return new streams.ReadReq.Options().setAll(all);
}

export function streamFromStart(stream: string): ReadOptions {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(identifier);
  return new streams.ReadReq.Options().setStream(options.setStart(new shared.Empty()));
}

/** The first message of an append with the expected revision "any". */
export function appendOptions(stream: string | Uint8Array) {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new streams.AppendReq.Options().setStreamIdentifier(identifier).setAny(new shared.Empty());
  return new streams.AppendReq().setOptions(options);
}

/** A message with one event that has only these properties. */
export function proposedEvent(
  properties: Readonly<Record<string, string>> = { type: "event", "content-type": "application/json" },
  id: string = randomUUID(),
) {
  const event = new streams.AppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  for (const [key, value] of Object.entries(properties)) event.getMetadataMap().set(key, value);
  return new streams.AppendReq().setProposedMessage(event);
}

/** An append of one event for {@link RawClient.batchAppend}; with `isFinal` false, its beginning. */
export function batchAppendOf(stream: string, correlationId: string, isFinal = true) {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new streams.BatchAppendReq.Options()
    .setStreamIdentifier(identifier)
    .setAny(new empty.Empty());
  const event = new streams.BatchAppendReq.ProposedMessage().setId(new shared.UUID().setString(randomUUID()));
  event.getMetadataMap().set("type", "event").set("content-type", "application/octet-stream");
  return new streams.BatchAppendReq()
    .setCorrelationId(new shared.UUID().setString(correlationId))
    .setOptions(options)
    .setProposedMessagesList([event])
    .setIsFinal(isFinal);
}

/** A read of one stream, upwards, from this revision. */
export function streamRead(stream: string, revision: string) {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
  const options = new streams.ReadReq.Options()
    .setStream(
      new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(identifier).setRevision(revision),
    )
    .setCount("10")
    .setNoFilter(new shared.Empty())
    .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()));
  return new streams.ReadReq().setOptions(options);
}
