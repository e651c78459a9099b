import type { ReadStore } from "./read-store.ts";

/**
 * @returns the store, for a program that dies when it is about to move the checkpoint: the rows have changed by then.
 */
export function dyingStore<Tables>(store: ReadStore<Tables>, die: () => never): ReadStore<Tables> {
  return {
    transaction: (work) => store.transaction((transaction) => work({ ...transaction, moveCheckpoint: die })),
    read: (question) => store.read(question),
    show: () => store.show(),
  };
}
