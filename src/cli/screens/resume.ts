import type { StoreLocation } from "../../persistence/store-location.ts";

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
  const options = [
    ...(player === undefined ? [] : [option("as", player)]),
    ...(store === undefined
      ? []
      : [option("store", location.kind === "server" ? location.server.withoutPassword : store)]),
  ];
  // Other programs may give their games any ids, also such as a shell would execute, or we take for options.
  const [before, after] = gameId.startsWith("-") ? [[], ["--", forShell(gameId)]] : [[forShell(gameId)], []];
  const words = [player === undefined ? "play" : "join", ...before, ...options, ...after];
  return `Resume with: npx tsx src/cli.ts ${words.join(" ")}`;
}

/** A value that begins with a dash would be taken for an option itself, did it stand alone. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith("-") ? "=" : " "}${forShell(value)}`;
}

/** Puts a word in quotation marks where a shell would read something into it; a backslash is harmless on Windows. */
function forShell(word: string): string {
  const onWindows = process.platform === "win32";
  if (/^[\w@%+=:,./-]+$/.test(onWindows ? word.replaceAll("\\", "/") : word)) return word;
  return onWindows ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
