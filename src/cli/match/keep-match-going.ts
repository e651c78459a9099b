import { keepRunning } from "../../reactions/keep-running.ts";
import { MatchProcess } from "../../reactions/match-process.ts";
import { checkpointInMemory, matchReaction } from "../../reactions/match-reaction.ts";
import { runReaction } from "../../reactions/run-reaction.ts";
import type { Composition } from "../composition.ts";

/**
 * Runs the reaction that keeps a match going, in the background. Each program that plays the match does so: whoever is
 * killed, the others go on, and the next one makes up for what has been missed.
 *
 * It begins at the first event of the match, and keeps its checkpoint in memory: what has been done before is passed
 * over, so it needs no file.
 *
 * @returns the running reaction; to be disposed before the store is closed.
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
      await running;
    },
  };
}
