import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import { leaderboard as foldLeaderboard, type Standing } from "../projections/leaderboard.ts";
import type { Request } from "./arguments.ts";
import { printArray } from "./json-array.ts";
import { drawListing } from "./listing.ts";
import { brokenGames, printBrokenGames, wholeGames } from "./quarantine.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `leaderboard`: how the players have done in all finished games, the best first. */
export async function leaderboard(
  request: Request,
  location: StoreLocation,
  terminal: Terminal,
): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal }, async (opening) => {
    const { readGames } = await import("./read-side.ts");
    const snapshot = await readGames(await opening, terminal, request.rebuild);
    const broken = brokenGames(snapshot);
    const standings = foldLeaderboard(wholeGames(snapshot).map(([, game]) => game));
    if (request.json) return printArray(terminal, [...standings, ...broken]);

    if (standings.length === 0) terminal.print("No game has been finished yet.");
    else for (const line of draw(standings)) terminal.print(line);
    printBrokenGames(terminal, broken);
  });
}

function draw(standings: readonly Standing[]): string[] {
  const figure = (heading: string) => ({ heading, align: "right" as const });
  const columns = [
    { heading: "Player", flexible: true },
    ...["Games", "Wins", "Losses", "Ties", "Win rate", "Fastest win"].map(figure),
  ];
  const rows = standings.map(({ player, games, wins, losses, ties, winRate, fastestWin }) => [
    player,
    ...[games, wins, losses, ties].map(String),
    `${Math.round(winRate * 100)} %`,
    fastestWin === null ? "-" : `${fastestWin} moves`,
  ]);
  return drawListing(columns, rows);
}
