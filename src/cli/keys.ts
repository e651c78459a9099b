import { emitKeypressEvents, type Key } from "node:readline";

/**
 * Reads keys as they are pressed, without Return and without showing them; from the call on, not from the first look.
 *
 * @param input a terminal; it is left as it was.
 * @param signal ends the reading.
 * @returns the names that Node gives to keys, such as "q", "right" or "home", until Ctrl-C, Ctrl-D or the end of
 *   input.
 */
export function keysOf(input: NodeJS.ReadStream, signal?: AbortSignal): AsyncGenerator<string> {
  const pressed: string[] = [];
  let ended = signal?.aborted ?? false;
  let wake = () => {};
  const press = (_: string, { name = "", ctrl }: Key) => {
    if (ctrl && (name === "c" || name === "d")) ended = true;
    else pressed.push(name);
    wake();
  };
  const end = () => {
    ended = true;
    wake();
  };
  signal?.addEventListener("abort", end);
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on("keypress", press).on("end", end).resume();
  return keys();

  async function* keys(): AsyncGenerator<string> {
    try {
      for (;;) {
        const key = pressed.shift();
        if (key !== undefined) yield key;
        else if (ended) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      input.off("keypress", press).off("end", end).pause();
      input.setRawMode(false);
    }
  }
}

/** Waits for Ctrl-C where no key can be read, or for the signal. */
export function interruption(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGINT", stop);
      resolve();
    };
    process.once("SIGINT", stop);
    signal.addEventListener("abort", stop);
  });
}
