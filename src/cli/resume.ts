import { type StoreLocation, withoutPassword } from "../persistence/store-location.ts";

/**
 * @param command what leads back to the game, such as "play <game-id>".
 * @param store what was given as --store, if anything was.
 * @returns a line that says how to come back to a game, or that there is no way back.
 */
export function resumeLine(command: string, location: StoreLocation, store: string | undefined): string {
  if (location.kind === "memory") return "This game was kept in memory, and is gone now.";
  const option = store === undefined ? "" : ` --store ${forShell(withoutPassword(store))}`;
  return `Resume with: npx tsx src/cli.ts ${command}${option}`;
}

/** Puts a word in quotation marks where a shell would read something into it. */
export function forShell(word: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
