import { GameNotFoundError } from "../application/game-repository.ts";
import { type FoundGame, gamesThatBegin } from "../projections/queries.ts";
import type { Composition } from "./composition.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The ids that this program gives to games. Other programs may use other ids. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How many games are listed, at most, if the beginning of an id is ambiguous. */
const MAX_CANDIDATES = 10;

/**
 * Completes the id of a game. Only a beginning needs the read model.
 *
 * @param given an id or the beginning of one. If no game has exactly this id, case and the white space around it are
 *   ignored.
 * @returns the complete id.
 * @throws GameNotFoundError if no id begins so.
 * @throws AmbiguousGameIdError if several ids begin so.
 */
export async function wholeGameId(
  given: string,
  composition: Composition,
  terminal: Terminal,
): Promise<string> {
  const normalized = given.trim().toLowerCase();
  if (given === normalized && UUID.test(normalized)) return normalized;
  for (const spelling of new Set([given, given.trim()])) {
    if (await isStored(spelling, composition)) return spelling;
  }
  if (UUID.test(normalized)) return normalized;
  const { withReadSide } = await import("./read-side.ts");
  const candidates = await withReadSide(composition, terminal, false, (read) =>
    read((ask) => gamesThatBegin(ask, given.trim(), MAX_CANDIDATES + 1)),
  );
  const [first, ...others] = candidates;
  if (!first) throw new GameNotFoundError(given);
  if (others.length > 0) throw new AmbiguousGameIdError(given, candidates.map(describe));
  return first.id;
}

function describe({ id, playerOne, playerTwo }: FoundGame): string {
  return `${id}  ${playerOne === null ? "broken" : `${playerOne} against ${playerTwo}`}`;
}

async function isStored(gameId: string, { games }: Composition): Promise<boolean> {
  try {
    await games.history(gameId);
    return true;
  } catch (error) {
    if (error instanceof GameNotFoundError) return false;
    throw error;
  }
}

/** Several ids have the given beginning. */
class AmbiguousGameIdError extends Error {
  override readonly name = "AmbiguousGameIdError";
  /** The lines to print below the message. */
  readonly details: readonly string[];

  /** @param candidates a line for each game, the newest first. Only the first MAX_CANDIDATES are shown. */
  constructor(given: string, candidates: readonly string[]) {
    const isMany = candidates.length > MAX_CANDIDATES;
    const count = isMany ? `more than ${MAX_CANDIDATES}` : candidates.length;
    super(`The ids of ${count} games begin with "${given}": give more of the one that you mean.`);
    const more = isMany ? ["and more"] : [];
    this.details = [...candidates.slice(0, MAX_CANDIDATES), ...more].map((line) => `  ${line}`);
  }
}
