import { diagnose } from "../persistence/diagnose.ts";
import { sentenceOn } from "../persistence/errors.ts";
import { withRetry } from "../persistence/with-retry.ts";
import { checkpointAt } from "../projections/runner/checkpoint.ts";
import { isSameStore, lastEvent } from "../projections/runner/same-store.ts";
import { hasCode } from "../projections/runner/sqlite-error.ts";
import { ANNOUNCED, announcementReaction } from "../reactions/announcements/announcement-reaction.ts";
import { Announcer } from "../reactions/announcements/announcer.ts";
import { CheckpointFile } from "../reactions/announcements/checkpoint-file.ts";
import { FileReceiver } from "../reactions/announcements/file-receiver.ts";
import { CannotKeepError, lock } from "../reactions/announcements/lock.ts";
import { type From, openCheckpoint, refuseMissing } from "../reactions/announcements/open-checkpoint.ts";
import type { Receiver } from "../reactions/announcements/receiver.ts";
import { keepRunning } from "../reactions/keep-running.ts";
import { runReaction } from "../reactions/run-reaction.ts";
import type { Composition } from "./composition.ts";
import { printableJson } from "./terminal/printable.ts";
import type { Terminal } from "./terminal/terminal.ts";

interface Request {
  /** The file of the checkpoint. */
  readonly path: string;
  readonly from: From | undefined;
  /** The file to append to; undefined to print. */
  readonly to: string | undefined;
  /** Whether to begin with the parked messages. */
  readonly again: boolean;
  readonly terminal: Terminal;
  readonly store: Composition;
}

/**
 * Tells how games end, until the user leaves.
 *
 * @throws AtWorkError, NoCheckpointError, CheckpointInOrderError, CannotAppendError, CannotKeepError
 */
export async function announce({ path, from, to, again, terminal, store }: Request): Promise<void> {
  const { connection, games } = store;
  const { client, address } = connection;
  const stopping = new AbortController();
  const { signal } = stopping;
  if (from === undefined) refuseMissing(path);
  using _ = lock(path);
  await using appending = to === undefined ? undefined : await FileReceiver.open(to);
  const receiver = appending ?? printing(terminal, () => stopping.abort());
  using file = await openCheckpoint(path, from, {
    has: (checkpoint) => withRetry(connection, () => isSameStore(client, checkpoint, signal)),
    last: async () => {
      const event = await withRetry(connection, () => lastEvent(client, ANNOUNCED, signal));
      return event && checkpointAt(event);
    },
  });

  const report = (sentence: string) => terminal.complain(sentence);
  const history = (gameId: string) => games.history(gameId);
  const announcer = new Announcer({ receiver, file, history, report, signal });
  let parkedFirst = again;
  let reported: string | undefined;
  let isAway = false;
  const run = async () => {
    if (isAway) {
      await lastEvent(client, ANNOUNCED, signal); // throws while the store is away
      report(sentenceOn(address, "answers again"));
      isAway = false;
      reported = undefined;
    }
    if (parkedFirst) await announcer.tellParked();
    parkedFirst = false;
    await runReaction(announcementReaction(client, announcer, file, signal));
  };
  const onFailure = (error: unknown) => {
    if (hasCode(error, "SQLITE")) throw new CannotKeepError(path, error); // without the checkpoint, each run would tell the same messages again
    const failure = diagnose(error);
    isAway = failure !== undefined;
    const sentence = failure
      ? sentenceOn(address, failure.advice)
      : `${error instanceof Error ? error.message : error}`;
    if (sentence !== reported) report(sentence);
    reported = sentence;
  };
  const left = terminal.untilLeft(signal);
  report(`Checkpoint: ${path}`);
  const running = keepRunning(run, signal, onFailure);
  try {
    await Promise.race([left, running]);
  } finally {
    stopping.abort();
    connection.giveUp(); // a user who leaves should not have to wait for the store
    await Promise.allSettled([left, running]);
  }
}

/** Prints the messages that could not be told, one a line. */
export function listParked(path: string, terminal: Terminal): void {
  refuseMissing(path);
  using file = CheckpointFile.open(path);
  const parked = file?.parked() ?? [];
  for (const { gameId, reason } of parked) terminal.print(`Game ${gameId}: ${reason}`);
  if (parked.length === 0) terminal.print("No message is parked.");
  else terminal.print("announce --again tells them again.");
}

/**
 * A receiver that prints. It counts a message as told when the output has taken it.
 *
 * @param end is called when the output takes no more: its reader has gone, and will not come back.
 */
function printing(terminal: Terminal, end: () => void): Receiver {
  return {
    async tell(message) {
      try {
        await terminal.send(printableJson(message));
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
