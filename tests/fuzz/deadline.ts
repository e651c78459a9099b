import { setTimeout as pause } from "node:timers/promises";

/** Milliseconds after which a program counts as hanging; generous, because the machine may be busy. */
const DEADLINE = 30_000;

/** Milliseconds between two Ctrl-C for a waiting program. */
const IMPATIENCE = 150;

/** Waits for a result. @throws if it takes longer than this many milliseconds. */
export async function inTime<Result>(result: Promise<Result>, milliseconds: number): Promise<Result> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    bell = setTimeout(() => reject(new Error(`It has not ended within ${milliseconds} ms.`)), milliseconds);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(bell));
}

/** Waits for the end of a program. @throws if the program hangs. */
export function endedInTime<Ended>({ ended }: { readonly ended: Promise<Ended> }): Promise<Ended> {
  return inTime(ended, DEADLINE);
}

/** Waits for the end of a program that may wait for other players, and presses Ctrl-C. @throws if it hangs. */
export async function interruptedInTime<Ended>(program: {
  readonly ended: Promise<Ended>;
  interrupt(): void;
}): Promise<Ended> {
  const over = new AbortController();
  const press = async () => {
    for (;;) {
      await pause(IMPATIENCE, undefined, { signal: over.signal });
      program.interrupt();
    }
  };
  press().catch(() => {});
  return endedInTime(program).finally(() => over.abort());
}
