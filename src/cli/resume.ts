import { type StoreLocation, withoutPassword } from "../persistence/store-location.ts";

/**
 * @param store what was given as --store, if anything was.
 * @param player who sits at this terminal, where the other player sits at another one.
 * @returns a line that says how to come back to a game, or that there is no way back.
 */
export function resumeLine(
  gameId: string,
  location: StoreLocation,
  store: string | undefined,
  player?: string,
): string {
  if (location.kind === "memory") return "This game was kept in memory, and is gone now.";
  const option = store === undefined ? "" : ` --store ${forShell(withoutPassword(store))}`;
  const command = player === undefined ? `play ${gameId}` : `join ${gameId} --as ${forShell(player)}`;
  return `Resume with: npx tsx src/cli.ts ${command}${option}`;
}

/** Puts a word in quotation marks where a shell would read something into it. */
function forShell(word: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(word)) return word;
  return process.platform === "win32" ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
