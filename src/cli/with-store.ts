import type { StoreLocation } from "../persistence/store-location.ts";
import type { Composition } from "./composition.ts";

/**
 * Opens the store, lets a command use it, and closes it again.
 *
 * The parts that talk to a store take longer to load than all others, so they are loaded here, and the command is
 * not kept waiting: it can ask its first question before it awaits the promise that it is given.
 *
 * @throws what the command throws, or at once what opening the store has thrown.
 */
export async function withStore(
  location: StoreLocation,
  command: (opening: Promise<Composition>) => Promise<void>,
): Promise<void> {
  const opening = import("./composition.ts").then(({ compose }) => compose(location));
  const failure = opening.then(() => new Promise<never>(() => {}));
  try {
    await Promise.race([failure, command(opening)]);
  } finally {
    const store = await opening; // a store that cannot be opened is worth a word even to players who have left
    await store.close();
  }
}
