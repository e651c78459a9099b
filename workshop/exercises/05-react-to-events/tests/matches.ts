import { ConnectFour } from "../src/application/connect-four.ts";
import type { GameRepository } from "../src/application/game-repository.ts";
import type { MatchRepository } from "../src/application/match-repository.ts";
import { Matches } from "../src/application/matches.ts";
import { MatchProcess } from "../src/reactions/match-process.ts";
import type { MatchCommand } from "../src/reactions/policy.ts";
import { inTime } from "./loop.ts";
import type { openStore } from "./store.ts";

type Store = ReturnType<typeof openStore>;

/** Of a command that was carried out. */
export const DONE = "it is done";

/** Starts a match of Ann against Bob. @returns its id, and the id of the event that schedules its first game. */
export async function startMatch(
  store: Store,
  bestOf = 3,
): Promise<{ id: string; due: string; gameId: string }> {
  const { id } = await new Matches(store.matches).startMatch("Ann", "Bob", bestOf);
  const [, scheduled] = await store.stored(`match-${id}`);
  if (!scheduled) throw new Error("The match has scheduled its first game.");
  const { gameId } = scheduled.data as { gameId: string };
  return { id, due: scheduled.id, gameId };
}

/**
 * Lets your process carry out a command.
 *
 * @param repositories of that program; each call is a program of its own, unless it is given one.
 * @returns what has come of it.
 */
export async function carryOut(
  store: Store,
  command: MatchCommand,
  eventId: string,
  process: MatchProcess = newProcess(store),
): Promise<string> {
  const carriedOut = process.carryOut(command, eventId).then(
    () => DONE,
    (error: unknown) => `it has thrown: ${String(error)}`,
  );
  return inTime([carriedOut], () => `carryOut does not end for ${command.type}`);
}

/** @returns your process, in a program of its own. */
export function newProcess(
  store: Store,
  {
    matches = store.matches,
    games = store.games,
  }: { matches?: MatchRepository; games?: GameRepository } = {},
): MatchProcess {
  return new MatchProcess(matches, games);
}

/** Plays a game that has been started for the match: player one of that game wins. @returns the id of the game. */
export async function winGame(store: Store, gameId: string): Promise<void> {
  const connectFour = new ConnectFour(store.games);
  const { players } = await connectFour.getGame(gameId);
  const [one, two] = [players?.playerOne ?? "", players?.playerTwo ?? ""];
  for (const [index, column] of (["A", "B", "A", "B", "A", "B", "A"] as const).entries())
    await connectFour.makeMove(gameId, index % 2 === 0 ? one : two, column);
}
