import type { EventLog } from "./event-log.ts";
import { isBusy } from "./file/sqlite.ts";

/** How often to look for appends of other processes, in milliseconds. A look costs a few microseconds. */
const LOOK_EVERY_MILLISECONDS = 20;

/** Wakes the readers at the end of the log when this process or another has appended events. */
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

  /** A number that grows with every change. Take it before reading; pass it to {@link after} at the end of the log. */
  get version(): number {
    return this.#version;
  }

  /** Wakes the readers. Call it after every append of this process. */
  announce(): void {
    this.#version += 1;
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
  }

  /**
   * Resolves when the log has changed since this version; at once if it has changed already.
   *
   * @throws the reason of the signal if it aborts
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

  /** Looks for changes of other processes while readers wait. */
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
      // The next look will tell: a lock will be free by then, and other errors also occur in the next read.
      if (!isBusy(error)) this.announce();
    }
  }
}
