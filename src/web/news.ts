/** Tells waiting pages that something has changed. While nothing changes, waiting costs nothing. */
export class News {
  #version = 0;
  #trouble: string | undefined;
  readonly #waiting = new Set<() => void>();

  /** Grows with every change. Take it before reading, and give it to `after` then. */
  get version(): number {
    return this.#version;
  }

  /** A sentence that says why nothing new can come, or undefined. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** Wakes all that wait. */
  announce(): void {
    this.#version++;
    for (const wake of [...this.#waiting]) wake();
  }

  /** @returns whether the sentence has changed. */
  setTrouble(sentence: string | undefined): boolean {
    if (sentence === this.#trouble) return false;
    this.#trouble = sentence;
    this.announce();
    return true;
  }

  /**
   * Waits until there has been a change since that version.
   *
   * @throws the reason of the signal.
   */
  after(version: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      if (version !== this.#version) return resolve();
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener("abort", wake);
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      signal.addEventListener("abort", wake);
      this.#waiting.add(wake);
    });
  }
}
