import { countMatches, type ListedMatch, newestMatches } from "../../projections/match-queries.ts";
import { shortestId } from "../../projections/queries.ts";
import { defineCommand, flag } from "../command.ts";
import { printArray } from "../screens/json-array.ts";
import { leftOut, printLeftOut } from "../screens/left-out.ts";
import { drawListing } from "../screens/listing.ts";
import { localTime } from "../screens/local-time.ts";
import { withStore } from "../with-store.ts";

const DEFAULT_LIMIT = 20;

export const command = defineCommand({
  summary: `the newest ${DEFAULT_LIMIT} matches, and their scores`,
  gameId: "none",
  options: {
    open: flag("only those that nobody has won yet"),
    all: flag("all of them"),
    rebuild: flag("reads all events again"),
    json: flag("one JSON array"),
  },
  async run({ open, all, rebuild, json }, { terminal, locate }) {
    const limit = all ? Number.MAX_SAFE_INTEGER : DEFAULT_LIMIT;
    await withStore({ location: locate(), terminal, forPrograms: json }, async (opening) => {
      const { withMatchList } = await import("../read-side.ts");
      await withMatchList(await opening, terminal, rebuild, async (read) => {
        const { matches, count, missing } = await read((ask) => ({
          matches: newestMatches(ask, open, limit).map((match) => ({
            match,
            shortId: shortestId(ask, match.id),
          })),
          count: countMatches(ask, open),
          missing: leftOut(ask, limit),
        }));
        if (json) return printArray(terminal, [...matches.map(toJson), ...missing.games]);

        if (count === 0) terminal.print(open ? "No match is open." : "No match has been started yet.");
        else for (const line of draw(matches)) terminal.print(line);
        const more = count - matches.length;
        if (more > 0) terminal.print(`and ${more.toLocaleString("en")} more: --all shows them`);
        printLeftOut(terminal, missing, "match");
      });
    });
  },
});

interface Entry {
  /** The beginning of the match's id that no other match has. */
  readonly shortId: string;
  readonly match: ListedMatch;
}

function toJson({ match: { number, ...match } }: Entry): object {
  return match;
}

function draw(entries: readonly Entry[]): string[] {
  const columns = [
    { heading: "Match" },
    { heading: "Started" },
    { heading: "Player one", flexible: true },
    { heading: "Player two", flexible: true },
    { heading: "Best of", align: "right" as const },
    { heading: "Score" },
    { heading: "State" },
  ];
  const rows = entries.map(({ shortId, match }) => [
    shortId,
    localTime(match.startedAt),
    match.playerOne,
    match.playerTwo,
    `${match.bestOf}`,
    `${match.winsOne}-${match.winsTwo}`,
    stateOf(match),
  ]);
  return drawListing(columns, rows);
}

function stateOf({ winner, playerOne }: ListedMatch): string {
  if (winner === null) return "open";
  return winner === playerOne ? "player one won" : "player two won";
}
