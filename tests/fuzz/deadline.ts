import { setTimeout as pause } from "node:timers/promises";

/** In milliseconds; what takes longer hangs. Much longer than anything takes, for a machine may be busy. */
const DEADLINE = 30_000;

/** How often to press Ctrl-C for who waits for something that will not come, in milliseconds. */
const IMPATIENCE = 150;

/** Waits for something, and no longer than these milliseconds. */
export async function inTime<Result>(result: Promise<Result>, milliseconds: number): Promise<Result> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    bell = setTimeout(() => reject(new Error(`It has not ended within ${milliseconds} ms.`)), milliseconds);
  });
  return Promise.race([result, late]).finally(() => clearTimeout(bell));
}

/** Waits for the end of a program, and no longer than it may take. */
export function endedInTime<Ended>({ ended }: { readonly ended: Promise<Ended> }): Promise<Ended> {
  return inTime(ended, DEADLINE);
}

/** The same for a program that may wait for other players, which it goes on with until Ctrl-C. */
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
