import type { Connection } from "../../persistence/connection/connection.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Tells the player why the program waits for the store, and lets them leave at once, by q or Ctrl-C.
 *
 * @param asks whether the command asks questions. If so, this asks one, too, which the player can answer with q.
 */
export function showWaiting(connection: Connection, terminal: Terminal, asks: boolean): void {
  let isOver = new AbortController();
  const leave = () => connection.giveUp();

  connection.onTrouble = (sentence) => terminal.notice(sentence);
  connection.onWaiting = (sentence) => {
    isOver.abort();
    isOver = new AbortController();
    process.off("SIGINT", leave);
    if (sentence === undefined) return;
    process.once("SIGINT", leave); // during a question, Ctrl-C is a key and no signal
    if (asks && terminal.interactive) void askToLeave(sentence, isOver.signal);
    else if (terminal.showsNotices) terminal.notice(sentence); // not for programs, which read only the outcome
  };

  async function askToLeave(sentence: string, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const answer = await terminal.ask(`${sentence} Still trying, q leaves: `, signal);
        if (answer === undefined || answer.trim().toUpperCase() === "Q") return leave();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
