import { Worker } from "node:worker_threads";

/** Milliseconds for which the event loop may be blocked. */
const LONGEST_STANDSTILL = 60_000;
const LONGEST_DESCRIPTION = 4_000;

/**
 * Checks from another thread whether the event loop of this one is blocked. No time-out would fire then, so the
 * watchdog ends the process, which Vitest reports as a failure.
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

/** Names the current work, for the watchdog's message. @param doing a description. */
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
