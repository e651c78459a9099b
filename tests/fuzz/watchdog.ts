import { Worker } from "node:worker_threads";

/** How long the event loop may stand still, in milliseconds. */
const LONGEST_STANDSTILL = 60_000;
const LONGEST_DESCRIPTION = 4_000;

/**
 * Looks from another thread whether this one still does anything: no timer, and so no time-out, would ever come where
 * it does not. The process is ended then, which vitest takes for a failure.
 */
const WATCHDOG = `
  const { workerData: { beats, described, longest } } = require("node:worker_threads");
  let last = -1;
  let since = Date.now();
  setInterval(() => {
    const beat = Atomics.load(beats, 0);
    if (beat !== last) [last, since] = [beat, Date.now()];
    if (Date.now() - since < longest) return;
    const text = Buffer.from(described.slice(0, Atomics.load(beats, 1))).toString();
    require("node:fs").writeSync(2, "Nothing moves any more. " + text + "\\n");
    process.kill(process.pid, "SIGKILL");
  }, 1_000);
`;

const beats = new Int32Array(new SharedArrayBuffer(8));
const described = new Uint8Array(new SharedArrayBuffer(LONGEST_DESCRIPTION * 3));
let started = false;

/** @param doing what is being done from now on, in case it never ends. */
export function watch(doing: string): void {
  const text = Buffer.from(doing.slice(0, LONGEST_DESCRIPTION));
  described.set(text);
  Atomics.store(beats, 1, text.length);
  if (started) return;
  started = true;
  const workerData = { beats, described, longest: LONGEST_STANDSTILL };
  new Worker(WATCHDOG, { eval: true, workerData }).unref();
  setInterval(() => Atomics.add(beats, 0, 1), 500).unref();
}
