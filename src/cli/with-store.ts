import {
  DEFAULT_FILE,
  describeStore,
  fileYetToCome,
  type StoreLocation,
} from "../persistence/store-location.ts";
import type { Composition } from "./composition.ts";
import { showWaiting } from "./screens/store-wait.ts";
import type { Terminal } from "./terminal/terminal.ts";

interface StoreUse {
  readonly location: StoreLocation;
  /** Is told where the store has to be waited for. */
  readonly terminal: Terminal;
  /** Whether a file that is not there yet is to be made; only a new game needs one. */
  readonly mayCreate?: boolean;
  /** Whether the command asks the players questions. */
  readonly asks?: boolean;
}

/**
 * Opens the store, lets a command use it, and closes it again.
 *
 * The parts that talk to a store take longer to load than all others, so they are loaded here, and the command is
 * not kept waiting: it can ask its first question before it awaits the promise that it is given.
 *
 * @throws NoSuchStoreError, what the command throws, or at once what opening the store has thrown.
 */
export async function withStore(
  { location, terminal, mayCreate = false, asks = false }: StoreUse,
  command: (opening: Promise<Composition>) => Promise<void>,
): Promise<void> {
  const place = mayCreate ? location : withoutCreating(location);
  const opening = import("./composition.ts").then(async ({ compose }) => {
    const store = await compose(place);
    showWaiting(store.connection, terminal, asks);
    return store;
  });
  const failure = opening.then(() => new Promise<never>(() => {}));
  try {
    await Promise.race([failure, command(opening)]);
  } finally {
    const store = await opening; // a store that cannot be opened is worth a word even to players who have left
    await store.close();
  }
}

/**
 * Who looks for games in a file that is not there has most likely mistyped its name; but nobody has typed that of the
 * default file, which is as good as empty until the first game.
 */
function withoutCreating(location: StoreLocation): StoreLocation {
  const missing = fileYetToCome(location);
  if (missing === undefined) return location;
  if (missing === DEFAULT_FILE) return { kind: "memory" };
  throw new NoSuchStoreError(location);
}

/** There is nothing where the events should be. */
class NoSuchStoreError extends Error {
  override readonly name = "NoSuchStoreError";

  constructor(location: StoreLocation) {
    super(`There is no file ${describeStore(location)}: check --store, or start a game there with play.`);
  }
}
