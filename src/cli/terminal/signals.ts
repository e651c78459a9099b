/**
 * What asks a program to leave: Ctrl-C, `kill`, a window that is closed (Node calls it SIGHUP on Windows, too), Ctrl-\,
 * and Ctrl-Break on Windows.
 */
const LEAVING = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"] as const;

/** For so many milliseconds after a signal, others are the same one: npm and tsx pass on what all of a job have got. */
const ECHO = 1_000;

/**
 * Listens for the signals that ask the program to leave. The first one is answered by `leave`; one that comes more than
 * a second later ends the process, in case leaving takes too long.
 *
 * @returns stops listening, where no signal has come yet.
 */
export function onLeave(leave: () => void): () => void {
  let left = false;
  const stop = () => {
    for (const signal of LEAVING) process.off(signal, hear);
  };
  const hear = () => {
    if (left) return;
    left = true;
    setTimeout(stop, ECHO).unref();
    leave();
  };
  for (const signal of LEAVING) process.on(signal, hear);
  return () => {
    if (!left) stop();
  };
}

type Terminal = Pick<NodeJS.ReadStream, "setRawMode">;

/**
 * Does what Ctrl-Z does, which a terminal in raw mode leaves to the program: stops the whole job, because the shell
 * waits for npm and tsx, not for us. Windows has no jobs.
 *
 * @param terminal is in raw mode, and is again when this returns: when the job goes on, or at once where no shell could
 *   continue it, because the system ignores the signal there.
 */
export function suspend(terminal: Terminal): void {
  if (process.platform === "win32") return;
  terminal.setRawMode(false);
  process.kill(0, "SIGTSTP");
  terminal.setRawMode(true);
}

/**
 * Listens for the continuation of a job, after Ctrl-Z or any other stop, and puts the terminal back into raw mode: the
 * shell has taken it out, which Node does not know.
 *
 * @param redraw brings back what the shell has written over.
 * @returns stops listening.
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
