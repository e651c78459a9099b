import type { Composition } from "../composition.ts";
import { walkMatch } from "../screens/playing/match-walk.ts";
import { waitAtTerminal } from "../screens/playing/wait-at-terminal.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Plays a match from game to game, and keeps it going meanwhile.
 *
 * @param farewell the last line for players who leave before the match has ended.
 * @param playGame plays a game that has begun. Returns whether it has ended; if not, the players have left.
 */
export async function playMatch(
  matchId: string,
  store: Composition,
  terminal: Terminal,
  farewell: string,
  playGame: (gameId: string) => Promise<boolean>,
): Promise<void> {
  const { keepMatchGoing } = await import("./keep-match-going.ts");
  let ended = false;
  try {
    await using _ = await keepMatchGoing(matchId, store);
    const waitFor = waitAtTerminal.bind(undefined, terminal);
    ended = await walkMatch(matchId, store, terminal, { playGame, waitFor });
  } finally {
    if (!ended) terminal.print(farewell);
  }
}
