import { setTimeout as pause } from "node:timers/promises";
import type { EventStoreDBClient } from "@eventstore/db-client";
import { NotThereYetError } from "../not-there-yet.ts";
import type { MatchCommand } from "../reactions/policy.ts";
import { type Reaction, runReaction } from "../reactions/run-reaction.ts";
import { matchesIn, type StoredGame, type StoredMatch, scoreOf } from "./stored-matches.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** How long the reaction may take to start the next game, and how often to look, in milliseconds. */
const PATIENCE = 5_000;
const LOOK_AGAIN = 20;

/** Plays a game. @returns whether it has been played to its end. */
export type PlayGame = (game: StoredGame, first: boolean) => Promise<boolean>;

/** Plays the games of a match as they come, while the reaction of the exercise runs beside it. */
export async function playMatch(
  terminal: Terminal,
  client: EventStoreDBClient,
  matchId: string,
  reactionUntil: (signal: AbortSignal) => Reaction<MatchCommand>,
  playGame: PlayGame,
): Promise<void> {
  const stopping = new AbortController();
  const running = runReaction(reactionUntil(stopping.signal));
  const failed = running.then(() => undefined);
  failed.catch(() => {});
  try {
    for (let first = true; ; first = false) {
      const match = await Promise.race([whatIsNext(client, matchId), failed]);
      if (!match) throw new Error("The reaction has ended, although nobody has stopped it.");
      if (!first || match.winner) terminal.print(`${scoreOf(match)}.`);
      if (match.winner) return terminal.print(`${match.winner} has won the match.`);
      const game = match.games.find(({ result }) => result === undefined);
      if (!game || !(await playGame(game, first))) return;
    }
  } finally {
    stopping.abort();
    await running.catch(() => {});
  }
}

/** Waits until the match has an open game, or is over. */
async function whatIsNext(client: EventStoreDBClient, matchId: string): Promise<StoredMatch> {
  for (const giveUpAt = Date.now() + PATIENCE; ; await pause(LOOK_AGAIN)) {
    const match = (await matchesIn(client)).find((one) => one.matchId === matchId);
    if (!match) throw new Error(`There is no match ${matchId}.`);
    if (match.winner || match.games.some(({ result }) => result === undefined)) return match;
    if (Date.now() < giveUpAt) continue;
    if (match.games.length === 0)
      throw new NotThereYetError("5.2", "the policy has started no game, so there is nothing to play");
    throw new Error(`No next game has come. ${scoreOf(match)}, and the match is not over.`);
  }
}
