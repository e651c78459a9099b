import {
  DEFAULT_FILE,
  describeStore,
  missingFileOf,
  type StoreLocation,
} from "../persistence/connection/store-location.ts";
import type { Composition } from "./composition.ts";
import { showWaiting } from "./screens/store-wait.ts";
import type { Terminal } from "./terminal/terminal.ts";

interface StoreUse {
  readonly location: StoreLocation;
  /** Shows where the events are, and why the program waits for the store. */
  readonly terminal: Terminal;
  /** Whether to create a missing file. Only a new game needs one. */
  readonly mayCreate?: boolean;
  /** Whether the command asks the players questions. */
  readonly asks?: boolean;
  /** Whether the output is for programs. Then it does not say where the events are. */
  readonly forPrograms?: boolean;
}

/**
 * Says where the events are, opens the store, runs a command with it, and closes it again.
 *
 * The modules that talk to a store take long to load. So they are loaded here, while the command runs: it can ask its
 * first question before it awaits `opening`.
 *
 * @throws NoSuchStoreError if the file is missing and may not be created.
 * @throws the errors of opening the store, at once, and of the command.
 */
export async function withStore(
  { location, terminal, mayCreate = false, asks = false, forPrograms = false }: StoreUse,
  command: (opening: Promise<Composition>) => Promise<void>,
): Promise<void> {
  if (!forPrograms) terminal.print(`Events: ${describeStore(location)}`);
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
    const store = await opening; // throws if the store cannot be opened, even if the players have left already
    await store.close();
  }
}

/**
 * Decides what to open for a command that does not create a file. A missing file most likely means a mistyped name, so
 * this throws. The name of the default file is not typed: until the first game it counts as an empty store.
 */
function withoutCreating(location: StoreLocation): StoreLocation {
  const missing = missingFileOf(location);
  if (missing === undefined) return location;
  if (missing === DEFAULT_FILE) return { kind: "memory" };
  throw new NoSuchStoreError(location);
}

/** The chosen file does not exist. */
class NoSuchStoreError extends Error {
  override readonly name = "NoSuchStoreError";

  constructor(location: StoreLocation) {
    super(`There is no file ${describeStore(location)}: check --store, or start a game there with play.`);
  }
}
