import type { StreamFeed } from "../../../persistence/stream-feed.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { askUnlessNews, NEWS } from "./ask-unless-news.ts";

/** Milliseconds of waiting before a player is asked whether to leave. Most waits are shorter. */
const QUIET_TIME = 500;

/**
 * Waits until the stream of the feed has more than `length` events. The player may leave meanwhile, by q or Ctrl-C.
 *
 * @returns whether it has; if not, the player has left.
 */
export async function waitAtTerminal(terminal: Terminal, feed: StreamFeed, length: number): Promise<boolean> {
  const over = new AbortController();
  try {
    const left = terminal.interactive
      ? new Promise<never>(() => {})
      : terminal.untilLeft(over.signal).then(() => false);
    const quiet = AbortSignal.any([over.signal, AbortSignal.timeout(QUIET_TIME)]);
    const news = feed.beyond(length, terminal.interactive ? quiet : over.signal).then(() => true);
    return await Promise.race([news, left]);
  } catch (error) {
    if (!(error instanceof Error && error.name === "TimeoutError")) throw error;
  } finally {
    over.abort();
  }
  for (;;) {
    const answer = await askUnlessNews(terminal, "Waiting for the next game, q leaves: ", feed, length);
    if (answer === NEWS) return true;
    if (answer === undefined || answer.trim().toUpperCase() === "Q") return false;
  }
}
