import { emitKeypressEvents, type Key } from "node:readline";
import { PassThrough } from "node:stream";
import { onContinue, suspend } from "./signals.ts";

/** Comes among the keys when the job continues after Ctrl-Z; then the screen should be drawn again. */
export const CONTINUED = "continued";

/**
 * Reads keys as they are pressed, without Return and without showing them. Reading begins with the call, not with the
 * first iteration.
 *
 * @param input a terminal. Its mode is restored at the end.
 * @param signal ends the reading.
 * @returns Node's names of the keys, such as "q", "right" or "home", and CONTINUED, until Ctrl-C, Ctrl-D or the end of
 *   input.
 */
export function keysOf(input: NodeJS.ReadStream, signal: AbortSignal): AsyncGenerator<string> {
  const pressed = new PassThrough({ objectMode: true });
  const end = () => pressed.end();
  const push = (key: string) => {
    if (!pressed.writableEnded) pressed.write(key);
  };
  const press = (_: string, { name = "", ctrl }: Key) => {
    if (ctrl && name === "z") suspend(input);
    else if (ctrl && (name === "c" || name === "d")) end();
    else push(name);
  };
  if (signal.aborted) end();
  signal.addEventListener("abort", end);
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on("keypress", press).on("end", end).on("error", end).resume();
  const ignoreContinue = onContinue(input, () => push(CONTINUED));
  return keys();

  async function* keys(): AsyncGenerator<string> {
    try {
      yield* pressed;
    } finally {
      ignoreContinue();
      signal.removeEventListener("abort", end);
      input.setRawMode(false); // emits an error if the window has been closed, so `end` still listens
      input.off("keypress", press).off("end", end).off("error", end).pause();
    }
  }
}
