import { keepRunning } from "../../reactions/keep-running.ts";
import { MatchProcess } from "../../reactions/match-process.ts";
import { checkpointInMemory, matchReaction } from "../../reactions/match-reaction.ts";
import { runReaction } from "../../reactions/run-reaction.ts";
import type { Composition } from "../composition.ts";

/**
 * Runs the reaction that keeps a match going, in the background. Each program that plays the match runs it. If one of
 * them is killed, the others go on; if all are, the next program that plays the match catches up.
 *
 * It begins at the first event of the match, and keeps its checkpoint in memory. It needs no file, since commands that
 * are repeated have no effect.
 *
 * @returns the running reaction. Dispose it before the store is closed.
 */
export async function keepMatchGoing(
  matchId: string,
  { connection, games, matchStreams }: Composition,
): Promise<AsyncDisposable> {
  const [first] = await matchStreams.history(matchId);
  const start = first?.position && { position: first.position, eventId: first.id };
  const checkpoint = checkpointInMemory(start);
  const process = new MatchProcess(matchStreams, games);
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = () =>
    runReaction(matchReaction({ client: connection.client, process, checkpoint, matchId, signal }));
  const running = keepRunning(run, signal);
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      connection.giveUp(); // players who leave should not have to wait for the store
      await running;
    },
  };
}
