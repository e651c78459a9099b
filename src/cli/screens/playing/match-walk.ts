import type { Matches, MatchState } from "../../../application/matches.ts";
import type { StreamFeed } from "../../../persistence/stream-feed.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { sentenceForMatch } from "../match-sentence.ts";

/** The parts of the program that a match needs. */
interface Parts {
  readonly matches: Matches;
  follow(gameId: string, length: number): StreamFeed;
  followMatch(matchId: string, length: number): StreamFeed;
}

/** What a command does on the way. */
interface Walker {
  /**
   * Plays or shows a game that has begun.
   *
   * @returns whether it has ended; if not, the user has left.
   */
  playGame(gameId: string): Promise<boolean>;

  /** Waits until the stream has more than `length` events. @returns whether it has; if not, the user has left. */
  waitFor(feed: StreamFeed, length: number): Promise<boolean>;
}

/**
 * Follows a match from game to game, and prints the score, until a player has won it. It only reads: a reaction
 * counts the games and starts the next.
 *
 * @returns whether the match has ended; if not, the user has left.
 * @throws MatchNotFoundError, and the errors of the walker.
 */
export async function walkMatch(
  matchId: string,
  { matches, follow, followMatch }: Parts,
  terminal: Terminal,
  { playGame, waitFor }: Walker,
): Promise<boolean> {
  const hasBegun = async (gameId: string) => {
    await using ofGame = closing(follow(gameId, 0));
    return await waitFor(ofGame.feed, 0);
  };
  let match = await matches.getMatch(matchId);
  terminal.print(`Match ${matchId}`);
  const { playerOne, playerTwo } = match.players;
  const { bestOf } = match;
  terminal.print(sentenceForMatch({ type: "MatchStarted", playerOne, playerTwo, bestOf }));
  await using ofMatch = closing(followMatch(matchId, lengthOf(match)));
  for (;;) {
    if (match.games.some(({ winner }) => winner !== undefined)) terminal.print(scoreLine(match));
    if (match.winner !== undefined) return true;
    const { gameId, winner } = match.games.at(-1) ?? {};
    if (gameId !== undefined && winner === undefined) {
      if (!((await hasBegun(gameId)) && (await playGame(gameId)))) return false;
    }
    if (!(await waitFor(ofMatch.feed, lengthOf(match)))) return false;
    match = await matches.getMatch(matchId);
  }
}

function lengthOf({ revision }: MatchState): number {
  return (revision ?? -1) + 1;
}

function closing(feed: StreamFeed) {
  return { feed, [Symbol.asyncDispose]: () => feed.close() };
}

/** @returns a line such as "Score: Ann 2, Bob 1. Ann wins the match!" */
function scoreLine(match: MatchState): string {
  const { playerOne, playerTwo } = match.players;
  const ties = match.games.filter(({ winner }) => winner === null).length;
  const counts = [
    ...[playerOne, playerTwo].map((player) => `${player} ${match.winsOf(player)}`),
    ...(ties > 0 ? [`tied ${ties}`] : []),
  ];
  return `Score: ${counts.join(", ")}${match.winner === undefined ? "" : `. ${match.winner} wins the match!`}`;
}
