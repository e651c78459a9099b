import type { EventLog } from "./event-log.ts";
import { isBusy } from "./sqlite.ts";

/** How soon an append of another process is noticed. A look costs a few microseconds. */
const LOOK_EVERY_MILLISECONDS = 20;

/** Tells whoever has read to the end of the log when there is more, from this process or another. */
export class Changes {
  readonly #log: EventLog;
  readonly #waiting = new Set<() => void>();
  #version = 0;
  #seenDataVersion: number;
  #looking: NodeJS.Timeout | undefined;

  constructor(log: EventLog) {
    this.#log = log;
    this.#seenDataVersion = log.dataVersion();
  }

  /** Grows with every change; to be taken before reading, and given to {@link after} when that has come to the end. */
  get version(): number {
    return this.#version;
  }

  /** To be called whenever this process has appended something. */
  announce(): void {
    this.#version += 1;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }

  /**
   * Resolves when the log has changed since it had this version, at once if it has already.
   *
   * @throws the signal's reason when it aborts
   */
  after(version: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (this.#version !== version) return resolve();
      const wake = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(wake);
        reject(signal.reason);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.add(wake);
      this.#keepLooking();
    });
  }

  /** Looks for other processes' changes for as long as anybody waits. */
  #keepLooking(): void {
    this.#looking ??= setTimeout(() => {
      this.#looking = undefined;
      if (this.#waiting.size > 0) this.#look();
      if (this.#waiting.size > 0) this.#keepLooking();
    }, LOOK_EVERY_MILLISECONDS);
  }

  #look(): void {
    try {
      const dataVersion = this.#log.dataVersion();
      if (dataVersion === this.#seenDataVersion) return;
      this.#seenDataVersion = dataVersion;
      this.announce();
    } catch (error) {
      // Whoever holds the lock will be done by the next look. Other errors come to light when somebody reads.
      if (!isBusy(error)) this.announce();
    }
  }
}
