import type { Handler } from "../grpc/grpc-server.ts";
import type { ServerCall } from "../grpc/server-call.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { append } from "../log/streams/append.ts";
import type { ExpectedRevision } from "../log/streams/expected-revision.ts";
import { ProposedEvents } from "../protocol/proposed-events.ts";
import { invalidArgument, isShuttingDown } from "../protocol/rpc-errors.ts";
import { MessageReader } from "../protocol/wire.ts";
import {
  type BatchAppendRequest,
  decodeProposedEvent,
  decodeStreamOptions,
} from "../protocol/write-requests.ts";
import { batchFailure, batchResponse, batchTimeout } from "../protocol/write-responses.ts";
import type { Store } from "./store.ts";

/**
 * The most bytes of appends that a client may have without an answer: more than fills a transaction, but not the memory.
 */
const MOST_BYTES_UNANSWERED = 16 * 1024 * 1024;

/** The approximate memory of an append besides its events and its stream's name. */
const BYTES_OF_AN_APPEND = 1024;

/** The most appends that a client may have begun and not completed. */
const MOST_UNFINISHED = 100;

/** An append that may get more events. */
interface UnfinishedAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly proposed: ProposedEvents;
}

/**
 * Serves `BatchAppend`: one long call for all appends of a client. Each has a correlation id and, if it is large, several
 * messages. They are answered in the order of the commits.
 */
export function serveBatchAppend({ commits }: Store): Handler<BatchAppendRequest> {
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
  readonly #call: ServerCall<BatchAppendRequest>;
  readonly #commits: GroupCommit;
  readonly #unfinished = new Map<string, UnfinishedAppend>();
  readonly #answering = new Set<Promise<void>>();
  #bytesUnanswered = 0;

  constructor(call: ServerCall<BatchAppendRequest>, commits: GroupCommit) {
    this.#call = call;
    this.#commits = commits;
  }

  /** Resolves when the client may send more: not too many appends are unanswered, and it takes the answers. */
  async roomForMore(): Promise<void> {
    while (this.#bytesUnanswered > MOST_BYTES_UNANSWERED) {
      const [oldest] = this.#answering;
      await oldest;
    }
    await this.#call.room();
  }

  /** Resolves when all appends have been answered. */
  async answered(): Promise<void> {
    await Promise.all(this.#answering);
  }

  receive(request: BatchAppendRequest): void {
    const { correlationId, isFinal } = request;
    const key = Buffer.from(correlationId).toString("latin1");
    try {
      const append = this.#unfinished.get(key) ?? this.#begin(key, request);
      // This belongs to an append that has been refused, so the client has its answer.
      if (append === undefined) return;
      for (const event of request.events) append.proposed.add(decodeProposedEvent(new MessageReader(event)));
      if (isFinal) this.#finish(key, correlationId, append);
    } catch (error) {
      const stream = this.#unfinished.get(key)?.stream ?? "";
      this.#unfinished.delete(key);
      this.#call.write(batchFailure(correlationId, stream, error));
    }
  }

  /** Begins an append; returns undefined for the rest of a refused one, and if its deadline has passed. */
  #begin(key: string, { options, correlationId }: BatchAppendRequest): UnfinishedAppend | undefined {
    if (options === undefined) return undefined;
    const { stream, expected, deadline } = decodeStreamOptions(new MessageReader(options));
    if (deadline <= Date.now()) {
      this.#call.write(batchTimeout(correlationId, stream));
      return undefined;
    }
    if (this.#unfinished.size === MOST_UNFINISHED) {
      throw invalidArgument(
        `${MOST_UNFINISHED} appends have been begun already, and none of them is complete.`,
      );
    }
    const begun = { stream, expected, proposed: new ProposedEvents() };
    this.#unfinished.set(key, begun);
    return begun;
  }

  #finish(key: string, correlationId: Uint8Array, append: UnfinishedAppend): void {
    this.#unfinished.delete(key);
    const answering = this.#commit(correlationId, append);
    this.#answering.add(answering);
    void answering.then(() => this.#answering.delete(answering));
  }

  async #commit(correlationId: Uint8Array, { stream, expected, proposed }: UnfinishedAppend): Promise<void> {
    const bytes = BYTES_OF_AN_APPEND + 2 * stream.length + proposed.size;
    this.#bytesUnanswered += bytes;
    const request = { stream, expected, events: proposed.events };
    try {
      const result = await this.#commits.submit((log) => append(log, request));
      this.#call.write(batchResponse(correlationId, request, result));
    } catch (error) {
      // The shutdown ends the call as UNAVAILABLE. The server does not answer these appends either: it ignores writes that
      // have not reached its disk (`ClusterVNodeController.cs`, StorageMessage.WritePrepares), and closes the connection.
      if (!isShuttingDown(error)) this.#call.write(batchFailure(correlationId, stream, error));
    }
    this.#bytesUnanswered -= bytes;
  }
}
