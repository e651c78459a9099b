import type { UUID } from "@eventstore/db-client/generated/shared_pb.js";
import type { BatchAppendReq, BatchAppendResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { handleBidiStreamingCall, ServerDuplexStream } from "@grpc/grpc-js";
import { append } from "../log/append.ts";
import type { ExpectedRevision } from "../log/expected-revision.ts";
import type { GroupCommit } from "../log/group-commit.ts";
import { decodeStreamName, encodeStreamName } from "../protocol/identifiers.ts";
import { decodeExpectation } from "../protocol/numbers.ts";
import { ProposedEvents } from "../protocol/proposed-events.ts";
import { invalidArgument, toRpcError } from "../protocol/rpc-errors.ts";
import { batchFailure, batchResponse, batchTimeout } from "./batch-append-responses.ts";
import type { Store } from "./store.ts";

type Call = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

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
export function serveBatchAppend({
  commits,
  calls,
}: Store): handleBidiStreamingCall<BatchAppendReq, BatchAppendResp> {
  return (call) => {
    const batches = new BatchAppends(call, commits);
    call.on("data", (request: BatchAppendReq) => batches.receive(request));
    call.on("end", () => batches.finish());
    const gone = calls.open(call);
    gone.addEventListener("abort", () => batches.abandon(gone.reason));
  };
}

class BatchAppends {
  readonly #call: Call;
  readonly #commits: GroupCommit;
  readonly #unfinished = new Map<string, UnfinishedAppend>();
  #unanswered = 0;
  #bytesUnanswered = 0;
  #answersAreTaken = true;
  #noMoreRequests = false;

  constructor(call: Call, commits: GroupCommit) {
    this.#call = call;
    this.#commits = commits;
    call.on("drain", () => {
      this.#answersAreTaken = true;
      this.#slowDownIfNeeded();
    });
  }

  receive(request: BatchAppendReq): void {
    const correlationId = request.getCorrelationId();
    const key = keyOf(correlationId);
    try {
      const options = request.getOptions();
      if (options) {
        if (isExpired(options)) {
          this.#answer(batchTimeout(correlationId, options.getStreamIdentifier()));
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
      void this.#commit(correlationId, unfinished);
    } catch (error) {
      const unfinished = this.#unfinished.get(key);
      this.#unfinished.delete(key);
      const stream = unfinished
        ? encodeStreamName(unfinished.stream)
        : request.getOptions()?.getStreamIdentifier();
      this.#answer(batchFailure(correlationId, stream, error));
    }
  }

  /** Lets the answers to what has been received go out before the call ends. */
  finish(): void {
    this.#noMoreRequests = true;
    this.#endIfDone();
  }

  /** Tells a client that is still there why no more answers come. */
  abandon(reason: unknown): void {
    if (!this.#call.cancelled && !this.#call.writableEnded) this.#call.emit("error", toRpcError(reason));
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
    this.#unanswered += 1;
    this.#bytesUnanswered += proposed.size;
    this.#slowDownIfNeeded();
    const request = { stream, expected, events: proposed.events };
    const response = await this.#commits
      .submit((log) => append(log, request))
      .then(
        (result) => batchResponse(correlationId, request, result),
        (error: unknown) => batchFailure(correlationId, encodeStreamName(stream), error),
      );
    this.#unanswered -= 1;
    this.#bytesUnanswered -= proposed.size;
    this.#answer(response);
    this.#endIfDone();
  }

  #answer(response: BatchAppendResp): void {
    if (this.#call.cancelled || this.#call.writableEnded) return;
    this.#answersAreTaken = this.#call.write(response);
    this.#slowDownIfNeeded();
  }

  /** Takes no more requests while there is much to answer, or nobody who takes the answers. */
  #slowDownIfNeeded(): void {
    const isTooMuch = this.#bytesUnanswered > MOST_BYTES_UNANSWERED || !this.#answersAreTaken;
    if (isTooMuch) this.#call.pause();
    else if (this.#call.isPaused()) this.#call.resume();
  }

  #endIfDone(): void {
    if (this.#noMoreRequests && this.#unanswered === 0) this.#call.end();
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
