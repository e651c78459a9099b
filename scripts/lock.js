import { closeSync, openSync, rmSync, statSync, utimes } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two signs of life. */
const SIGN = 500;

/**
 * Works while no other process does, of those that name the same file.
 *
 * @param {URL} file that is there while one of them works
 * @param {() => void} onWait is called, once, where another process is at it
 * @param {() => Promise<T>} work
 * @param {number} [silence] milliseconds without a sign of life after which the other process counts as dead
 * @template T
 * @throws where the file cannot be made, with the `code` of the file system
 */
export async function withLock(file, onWait, work, silence = 5000) {
  for (let waits = 0; !tryToTake(file); waits += 1) {
    if (waits === 0) onWait();
    await whileAlive(file, silence);
  }
  const signs = setInterval(() => {
    const now = new Date();
    utimes(file, now, now, () => {}); // gone, where we have slept for so long that another took over
  }, SIGN);
  try {
    return await work();
  } finally {
    clearInterval(signs);
    rmSync(file, { force: true });
  }
}

function tryToTake(file) {
  try {
    closeSync(openSync(file, "wx"));
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Ends when the file is gone. A holder that was killed gives no sign of life, and its file is removed. */
async function whileAlive(file, silence) {
  const signOf = () => statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  let [sign, since] = [signOf(), performance.now()];
  while (sign !== undefined) {
    await sleep(100);
    const next = signOf();
    // Compared with what it was, not with the clock, which another computer may have set.
    if (next !== sign) [sign, since] = [next, performance.now()];
    else if (performance.now() - since > silence) return rmSync(file, { force: true });
  }
}
