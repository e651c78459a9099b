import type { UUID } from "@eventstore/db-client/generated/shared_pb.js";
import type { BatchAppendReq, BatchAppendResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Handler } from "../grpc/grpc-server.ts";
import type { ServerCall } from "../grpc/server-call.ts";
import { append } from "../log/append.ts";
import type { ExpectedRevision } from "../log/expected-revision.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { decodeStreamName, encodeStreamName } from "../protocol/identifiers.ts";
import { decodeExpectation } from "../protocol/numbers.ts";
import { ProposedEvents } from "../protocol/proposed-events.ts";
import { invalidArgument } from "../protocol/rpc-errors.ts";
import { batchFailure, batchResponse, batchTimeout } from "./batch-append-responses.ts";
import type { Store } from "./store.ts";

/**
 * How much a client may send ahead of its answers, in bytes: more than enough to fill a transaction, and little
 * enough that a client in a hurry does not fill the memory.
 */
const MOST_BYTES_UNANSWERED = 16 * 1024 * 1024;

/** How many appends a client may begin without finishing one. */
const MOST_UNFINISHED = 100;

/** An append of which more events may follow. */
interface UnfinishedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly proposed: ProposedEvents;
}

/**
 * `BatchAppend`: one long call through which a client sends all its appends, each under a correlation id and, if it
 * is large, in several messages. Answers come in the order of the commits.
 */
export function serveBatchAppend({ commits }: Store): Handler<BatchAppendReq, BatchAppendResp> {
  return async (call) => {
    const batches = new BatchAppends(call, commits);
    for await (const request of call.requests()) {
      batches.receive(request);
      await batches.roomForMore();
    }
    await batches.answered();
  };
}

class BatchAppends {
  readonly #call: ServerCall<BatchAppendReq, BatchAppendResp>;
  readonly #commits: GroupCommit;
  readonly #unfinished = new Map<string, UnfinishedAppend>();
  readonly #answering = new Set<Promise<void>>();
  #bytesUnanswered = 0;

  constructor(call: ServerCall<BatchAppendReq, BatchAppendResp>, commits: GroupCommit) {
    this.#call = call;
    this.#commits = commits;
  }

  /** Resolves when there is not too much to answer, and somebody takes the answers. */
  async roomForMore(): Promise<void> {
    while (this.#bytesUnanswered > MOST_BYTES_UNANSWERED) {
      const [oldest] = this.#answering;
      await oldest;
    }
    await this.#call.room();
  }

  /** Resolves when everything that has been received has its answer. */
  async answered(): Promise<void> {
    await Promise.all(this.#answering);
  }

  receive(request: BatchAppendReq): void {
    const correlationId = request.getCorrelationId();
    const key = keyOf(correlationId);
    try {
      const options = request.getOptions();
      if (options) {
        if (isExpired(options)) {
          this.#call.write(batchTimeout(correlationId, options.getStreamIdentifier()));
          return;
        }
        if (!this.#unfinished.has(key)) this.#begin(key, options);
      }
      const unfinished = this.#unfinished.get(key);
      // The rest of an append that has been refused already: the client has its answer.
      if (unfinished === undefined) return;
      for (const event of request.getProposedMessagesList()) unfinished.proposed.add(event);
      if (!request.getIsFinal()) return;
      this.#unfinished.delete(key);
      const answering = this.#commit(correlationId, unfinished);
      this.#answering.add(answering);
      void answering.then(() => this.#answering.delete(answering));
    } catch (error) {
      const unfinished = this.#unfinished.get(key);
      this.#unfinished.delete(key);
      const stream = unfinished
        ? encodeStreamName(unfinished.stream)
        : request.getOptions()?.getStreamIdentifier();
      this.#call.write(batchFailure(correlationId, stream, error));
    }
  }

  #begin(key: string, options: BatchAppendReq.Options): void {
    if (this.#unfinished.size === MOST_UNFINISHED) {
      throw invalidArgument(
        `${MOST_UNFINISHED} appends have been begun already, and none of them is complete.`,
      );
    }
    const exact = options.hasStreamPosition() ? options.getStreamPosition() : undefined;
    this.#unfinished.set(key, {
      stream: decodeStreamName(options.getStreamIdentifier()),
      expected: decodeExpectation(options, exact),
      proposed: new ProposedEvents(),
    });
  }

  async #commit(
    correlationId: UUID | undefined,
    { stream, expected, proposed }: UnfinishedAppend,
  ): Promise<void> {
    this.#bytesUnanswered += proposed.size;
    const request = { stream, expected, events: proposed.events };
    try {
      const result = await this.#commits.submit((log) => append(log, request));
      this.#call.write(batchResponse(correlationId, request, result));
    } catch (error) {
      this.#call.write(batchFailure(correlationId, encodeStreamName(stream), error));
    }
    this.#bytesUnanswered -= proposed.size;
  }
}

function keyOf(correlationId: UUID | undefined): string {
  const halves = correlationId?.getStructured();
  if (halves) return `${halves.getMostSignificantBits()}:${halves.getLeastSignificantBits()}`;
  return correlationId?.getString() ?? "";
}

function isExpired(options: BatchAppendReq.Options): boolean {
  const deadline = options.getDeadline();
  return deadline !== undefined && deadline.toDate().getTime() <= Date.now();
}
