import { bestStandings, countStandings } from "../../projections/queries.ts";
import type { StandingRow } from "../../projections/standings.ts";
import { defineCommand, flag } from "../command.ts";
import { printArray } from "../screens/json-array.ts";
import { leftOut, printLeftOut } from "../screens/left-out.ts";
import { drawListing } from "../screens/listing.ts";
import { withStore } from "../with-store.ts";

const DEFAULT_LIMIT = 20;

export const command = defineCommand({
  summary: `who has won how often: the best ${DEFAULT_LIMIT}`,
  gameId: "none",
  options: {
    all: flag("all players"),
    rebuild: flag("reads all events again"),
    json: flag("one JSON array"),
  },
  async run(request, { terminal, locate }) {
    const limit = request.all ? Number.MAX_SAFE_INTEGER : DEFAULT_LIMIT;
    await withStore({ location: locate(), terminal, forPrograms: request.json }, async (opening) => {
      const { withReadSide } = await import("../read-side.ts");
      await withReadSide(await opening, terminal, request.rebuild, async (read) => {
        const { standings, count, missing } = await read((ask) => ({
          standings: bestStandings(ask, limit),
          count: countStandings(ask),
          missing: leftOut(ask, limit),
        }));
        if (request.json) return printArray(terminal, [...standings, ...missing.games]);

        if (count === 0) terminal.print("No game has been finished yet.");
        else for (const line of draw(standings)) terminal.print(line);
        const more = count - standings.length;
        if (more > 0) terminal.print(`and ${more.toLocaleString("en")} more: --all shows them`);
        printLeftOut(terminal, missing);
      });
    });
  },
});

function draw(standings: readonly StandingRow[]): string[] {
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
