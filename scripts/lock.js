import { closeSync, openSync, rmSync, statSync, utimes } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two updates of the lock file. */
const SIGN = 500;

/**
 * Runs the work while no other process runs work under the same lock file.
 *
 * @param {URL} file the lock file, which exists while one process works
 * @param {() => void} onWait called once, if another process has the lock
 * @param {() => Promise<T>} work
 * @param {number} [silence] milliseconds without an update after which the other process counts as dead
 * @template T
 * @throws if the file cannot be created, with the `code` of the file system
 */
export async function withLock(file, onWait, work, silence = 5000) {
  for (let waits = 0; !tryToTake(file); waits += 1) {
    if (waits === 0) onWait();
    await whileAlive(file, silence);
  }
  const signs = setInterval(() => {
    const now = new Date();
    utimes(file, now, now, () => {}); // The file is gone if this computer slept and another process took the lock.
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

/** Waits until the file is gone. Removes it if its holder was killed and no longer updates it. */
async function whileAlive(file, silence) {
  const signOf = () => statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  let [sign, since] = [signOf(), performance.now()];
  while (sign !== undefined) {
    await sleep(100);
    const next = signOf();
    // Compares with the time before, not with the clock, because another computer may have set the time.
    if (next !== sign) [sign, since] = [next, performance.now()];
    else if (performance.now() - since > silence) return rmSync(file, { force: true });
  }
}
