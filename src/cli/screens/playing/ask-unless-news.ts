import type { StreamFeed } from "../../../persistence/stream-feed.ts";
import type { Terminal } from "../../terminal/terminal.ts";

/** Stands for an answer if the question was withdrawn, since something has happened meanwhile. */
export const NEWS = Symbol("news");

/**
 * Asks a question, and withdraws it when the stream of the feed has more than `length` events.
 *
 * @returns the answer, undefined if the user leaves, or NEWS.
 * @throws the errors of the feed.
 */
export async function askUnlessNews(
  terminal: Terminal,
  question: string,
  feed: StreamFeed,
  length: number,
): Promise<string | undefined | typeof NEWS> {
  const withdrawn = new AbortController();
  const answered = new AbortController();
  const news = feed.beyond(length, answered.signal).then(
    () => withdrawn.abort(NEWS),
    (failure) => withdrawn.abort(failure),
  );
  try {
    return await terminal.ask(question, withdrawn.signal);
  } catch (reason) {
    if (reason === NEWS) return NEWS;
    throw reason;
  } finally {
    answered.abort();
    await news;
  }
}
