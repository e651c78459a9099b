import type { StoreLocation } from "../../../persistence/connection/store-location.ts";

/**
 * @param store the value of --store, if it was given.
 * @param player the name of the player at this terminal, if the other player is at another one.
 * @returns a line with the command that resumes a game, or that says that the game is gone.
 */
export function resumeLine(
  gameId: string,
  location: StoreLocation,
  store: string | undefined,
  player?: string,
): string {
  if (location.kind === "memory") return "This game was kept in memory, and is gone now.";
  const options = [
    ...(player === undefined ? [] : [option("as", player)]),
    ...(store === undefined
      ? []
      : [option("store", location.kind === "server" ? location.server.withoutPassword : store)]),
  ];
  // Other programs may use any text as an id, even one that a shell would execute, or that looks like an option.
  const [before, after] = gameId.startsWith("-") ? [[], ["--", forShell(gameId)]] : [[forShell(gameId)], []];
  const words = [player === undefined ? "play" : "join", ...before, ...options, ...after];
  return `Resume with: npx tsx src/cli.ts ${words.join(" ")}`;
}

/** Joins an option and its value. A value that begins with a dash needs a =, or it would look like an option. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith("-") ? "=" : " "}${forShell(value)}`;
}

/** Quotes a word if it has characters that are special to a shell. On Windows a backslash is not special. */
function forShell(word: string): string {
  const onWindows = process.platform === "win32";
  if (/^[\w@%+=:,./-]+$/.test(onWindows ? word.replaceAll("\\", "/") : word)) return word;
  return onWindows ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
