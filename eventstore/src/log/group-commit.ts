import type { EventLog } from "./event-log.ts";
import { retryWhileBusy } from "./file/busy.ts";

interface PendingChange {
  readonly apply: () => void;
  /** called once the change is on disk */
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
}

/** The most changes of a transaction, which blocks the event loop. */
const LARGEST_GROUP = 256;

/**
 * Commits changes in groups: a transaction waits for the disk once, however many changes it has. Changes are applied one
 * after another, in the order in which they were submitted.
 */
export class GroupCommit {
  readonly #log: EventLog;
  readonly #onCommit: () => void;
  #pending: PendingChange[] = [];
  #working: Promise<void> | undefined;
  #closedBecause: Error | undefined;

  /** @param onCommit called after each transaction */
  constructor(log: EventLog, onCommit: () => void) {
    this.#log = log;
    this.#onCommit = onCommit;
  }

  /**
   * Applies a change within a transaction; resolves with its result when that is on disk.
   *
   * @param change is synchronous; it is applied again if the transaction fails
   * @throws the error of `change`, SQLite's error if the transaction fails, or the reason of {@link close}; then nothing
   *   has changed
   */
  submit<Result>(change: (log: EventLog) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closedBecause) return reject(this.#closedBecause);
      let result: Result;
      this.#pending.push({
        apply: () => {
          result = change(this.#log);
        },
        committed: () => resolve(result),
        failed: reject,
      });
      this.#working ??= this.#work();
    });
  }

  /** Refuses all further changes with this reason; resolves when those submitted before have been answered. */
  async close(reason: Error): Promise<void> {
    this.#closedBecause = reason;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#pending.length > 0) {
      await this.#gather();
      await this.#commitPending();
    }
    this.#working = undefined;
  }

  /** Waits while each turn of the event loop brings further changes: they can share the transaction. */
  async #gather(): Promise<void> {
    let gathered = 0;
    while (gathered < this.#pending.length && this.#pending.length < LARGEST_GROUP) {
      gathered = this.#pending.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #commitPending(): Promise<void> {
    const group: PendingChange[] = [];
    const applyGroup = () => {
      group.push(...this.#pending.splice(0, LARGEST_GROUP - group.length));
      for (const change of group) change.apply();
    };
    try {
      await retryWhileBusy(() => this.#log.transaction(applyGroup));
      this.#acknowledge(group);
    } catch (error) {
      // Without a group the transaction did not even begin, so it would not for the changes that wait either.
      if (group.length > 1) await this.#commitOneByOne(group);
      else for (const change of group.length === 1 ? group : this.#pending.splice(0)) change.failed(error);
    }
  }

  /** Commits each change by itself, so that one that fails does not fail the others of its group. */
  async #commitOneByOne(group: readonly PendingChange[]): Promise<void> {
    for (const change of group) {
      try {
        await retryWhileBusy(() => this.#log.transaction(change.apply));
        this.#acknowledge([change]);
      } catch (error) {
        change.failed(error);
      }
    }
  }

  #acknowledge(group: readonly PendingChange[]): void {
    for (const change of group) change.committed();
    this.#onCommit();
  }
}
