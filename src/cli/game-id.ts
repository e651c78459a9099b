import { GameNotFoundError } from "../application/game-repository.ts";
import { type FoundGame, gamesThatBegin } from "../projections/queries.ts";
import type { Composition } from "./composition.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The ids that the program gives to games: UUIDs. */
const WHOLE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As many games are named at most where a beginning of an id could mean many. */
const MOST_CANDIDATES = 10;

/**
 * @param given the id of a game, or enough of its beginning to tell it from all others. Unless a game is spelled just
 *   so, blanks around it do not count, nor whether letters are capital.
 * @returns the whole id. What is whole already never waits for the read model.
 * @throws GameNotFoundError, AmbiguousGameIdError
 */
export async function wholeGameId(
  given: string,
  composition: Composition,
  terminal: Terminal,
): Promise<string> {
  const usual = given.trim().toLowerCase();
  if (given === usual && WHOLE.test(usual)) return usual;
  for (const spelling of new Set([given, given.trim()])) {
    if (await isStored(spelling, composition)) return spelling;
  }
  if (WHOLE.test(usual)) return usual;
  const { withReadSide } = await import("./read-side.ts");
  const candidates = await withReadSide(composition, terminal, false, (read) =>
    read((ask) => gamesThatBegin(ask, given.trim(), MOST_CANDIDATES + 1)),
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

/** A beginning that several ids share. */
class AmbiguousGameIdError extends Error {
  override readonly name = "AmbiguousGameIdError";
  /** What to print below the message, a line each. */
  readonly details: readonly string[];

  /** @param candidates a line for each of the games, the newest first; one more than is shown where there are more. */
  constructor(given: string, candidates: readonly string[]) {
    const isMany = candidates.length > MOST_CANDIDATES;
    const count = isMany ? `more than ${MOST_CANDIDATES}` : candidates.length;
    super(`The ids of ${count} games begin with "${given}": give more of the one that you mean.`);
    const more = isMany ? ["and more"] : [];
    this.details = [...candidates.slice(0, MOST_CANDIDATES), ...more].map((line) => `  ${line}`);
  }
}
