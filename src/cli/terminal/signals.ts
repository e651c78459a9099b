/**
 * The signals that ask a program to leave: Ctrl-C, `kill`, a closed window (SIGHUP, in Node also on Windows), Ctrl-\,
 * and Ctrl-Break on Windows.
 */
const LEAVE_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"] as const;

/** Milliseconds in which further signals count as the same one: npm and tsx repeat signals that a whole job gets. */
const REPEAT_TIME = 1_000;

/**
 * Calls `leave` at the first signal that asks the program to leave. A signal more than a second later ends the process,
 * in case leaving takes too long.
 *
 * @returns a function that stops listening; after the first signal it does nothing.
 */
export function onLeave(leave: () => void): () => void {
  let left = false;
  const stop = () => {
    for (const signal of LEAVE_SIGNALS) process.off(signal, hear);
  };
  const hear = () => {
    if (left) return;
    left = true;
    setTimeout(stop, REPEAT_TIME).unref();
    leave();
  };
  for (const signal of LEAVE_SIGNALS) process.on(signal, hear);
  return () => {
    if (!left) stop();
  };
}

type Terminal = Pick<NodeJS.ReadStream, "setRawMode">;

/**
 * Does what Ctrl-Z does, since a terminal in raw mode leaves that to the program. It stops the whole job, because the
 * shell waits for npm and tsx, not for this process. It does nothing on Windows, which has no jobs.
 *
 * @param terminal in raw mode, before and after. This returns when the job continues, or at once if there is no shell
 *   that could continue it: then the system ignores the signal.
 */
export function suspend(terminal: Terminal): void {
  if (process.platform === "win32") return;
  terminal.setRawMode(false);
  process.kill(0, "SIGTSTP");
  terminal.setRawMode(true);
}

/**
 * Sets raw mode again when a stopped job continues, after Ctrl-Z or any other stop: the shell has ended raw mode, but
 * Node does not know.
 *
 * @param redraw is called then, to draw what the shell has written over.
 * @returns a function that stops listening.
 */
export function onContinue(terminal: Terminal, redraw: () => void): () => void {
  const hear = () => {
    terminal.setRawMode(false);
    terminal.setRawMode(true);
    redraw();
  };
  process.on("SIGCONT", hear);
  return () => process.off("SIGCONT", hear);
}
