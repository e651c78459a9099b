import { GameNotFoundError } from "../application/game-repository.ts";
import { MatchNotFoundError } from "../application/match-repository.ts";
import { correlationIdOf } from "../persistence/metadata.ts";
import { matchesThatBegin } from "../projections/match-queries.ts";
import { type Found, gamesThatBegin } from "../projections/queries.ts";
import type { Composition } from "./composition.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The ids that this program gives to games and matches. Other programs may use other ids. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How many games and matches are listed, at most, if the beginning of an id is ambiguous. */
const MAX_CANDIDATES = 10;

/** What an id belongs to. */
export interface Identified {
  readonly kind: "game" | "match";
  readonly id: string;
}

/**
 * Completes the id of a game or a match. Only a beginning needs the read model.
 *
 * @param given an id or the beginning of one. If there is no game or match of exactly this id, case and the white space
 *   around it are ignored.
 * @returns the complete id. A whole id that does not exist counts as one of a game.
 * @throws GameNotFoundError if no id begins so.
 * @throws AmbiguousIdError if several ids begin so.
 */
export async function wholeId(
  given: string,
  composition: Composition,
  terminal: Terminal,
): Promise<Identified> {
  const normalized = given.trim().toLowerCase();
  const isUuid = UUID.test(normalized);
  for (const spelling of new Set(given === normalized && isUuid ? [given] : [given, given.trim()])) {
    const kind = await kindOf(spelling, composition);
    if (kind) return { kind, id: spelling };
  }
  if (isUuid) return { kind: (await kindOf(normalized, composition)) ?? "game", id: normalized };
  const { withMatchList, withReadSide } = await import("./read-side.ts");
  const games = await withReadSide(composition, terminal, false, (read) =>
    read((ask) => gamesThatBegin(ask, given.trim(), MAX_CANDIDATES + 1)),
  );
  const matches = await withMatchList(composition, terminal, false, (read) =>
    read((ask) => matchesThatBegin(ask, given.trim(), MAX_CANDIDATES + 1)),
  );
  const [first, ...others] = [
    ...games.map(({ id }): Identified => ({ kind: "game", id })),
    ...matches.map(({ id }): Identified => ({ kind: "match", id })),
  ];
  if (!first) throw new GameNotFoundError(given);
  if (others.length > 0) {
    const lines = [...games.map(describe), ...matches.map((match) => `${describe(match)}, a match`)];
    throw new AmbiguousIdError(given, matches.length === 0 ? "games" : "games and matches", lines);
  }
  return first;
}

/**
 * Completes the id of a game; see `wholeId`.
 *
 * @throws NotAGameError if it is the id of a match.
 */
export async function wholeGameId(
  given: string,
  composition: Composition,
  terminal: Terminal,
): Promise<string> {
  const { kind, id } = await wholeId(given, composition, terminal);
  if (kind === "match") throw new NotAGameError(id);
  return id;
}

/**
 * Completes the id of a game or a match to play. The id of a match's latest game counts as the match's own id.
 *
 * @throws the errors of `wholeId`.
 */
export async function wholeIdToPlay(
  given: string,
  composition: Composition,
  terminal: Terminal,
): Promise<Identified> {
  const found = await wholeId(given, composition, terminal);
  if (found.kind === "match") return found;
  const [first] = await composition.games.history(found.id);
  const matchId = correlationIdOf(first);
  if (matchId === undefined) return found;
  try {
    const { games } = await composition.matches.getMatch(matchId);
    return games.at(-1)?.gameId === found.id ? { kind: "match", id: matchId } : found;
  } catch (error) {
    if (error instanceof MatchNotFoundError) return found;
    throw error;
  }
}

function describe({ id, playerOne, playerTwo }: Found): string {
  return `${id}  ${playerOne === null ? "broken" : `${playerOne} against ${playerTwo}`}`;
}

async function kindOf(
  id: string,
  { games, matchStreams }: Composition,
): Promise<Identified["kind"] | undefined> {
  if (await isStored(games, id)) return "game";
  return (await isStored(matchStreams, id)) ? "match" : undefined;
}

async function isStored(
  streams: Composition["games"] | Composition["matchStreams"],
  id: string,
): Promise<boolean> {
  try {
    await streams.history(id);
    return true;
  } catch (error) {
    if (error instanceof GameNotFoundError || error instanceof MatchNotFoundError) return false;
    throw error;
  }
}

/** The id of a match is given where only a game can be shown. */
class NotAGameError extends Error {
  override readonly name = "NotAGameError";

  constructor(matchId: string) {
    super(`${matchId} is a match, not a game: "history" with this id names its games.`);
  }
}

/** Several ids have the given beginning. */
class AmbiguousIdError extends Error {
  override readonly name = "AmbiguousIdError";
  /** The lines to print below the message. */
  readonly details: readonly string[];

  /**
   * @param what "games", or "games and matches".
   * @param candidates a line for each, the newest first. Only the first MAX_CANDIDATES are shown.
   */
  constructor(given: string, what: string, candidates: readonly string[]) {
    const isMany = candidates.length > MAX_CANDIDATES;
    const count = isMany ? `more than ${MAX_CANDIDATES}` : candidates.length;
    super(`The ids of ${count} ${what} begin with "${given}": give more of the one that you mean.`);
    const more = isMany ? ["and more"] : [];
    this.details = [...candidates.slice(0, MAX_CANDIDATES), ...more].map((line) => `  ${line}`);
  }
}
