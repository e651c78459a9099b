import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import type { GameSummary } from "../projections/games.ts";
import type { Request } from "./arguments.ts";
import { shapeOf } from "./board-drawing.ts";
import { printArray } from "./json-array.ts";
import { drawListing } from "./listing.ts";
import { localTime } from "./local-time.ts";
import { brokenGames, printBrokenGames, wholeGames } from "./quarantine.ts";
import { shortIds } from "./short-ids.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** The command `games`: all games, or those that are open or finished, the newest first. */
export async function games(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  await withStore({ location, terminal }, async (opening) => {
    const { readGames } = await import("./read-side.ts");
    const snapshot = await readGames(await opening, terminal, request.rebuild);
    const chosen = wholeGames(snapshot)
      .reverse()
      .filter(([, game]) => isWanted(game, request));
    const broken = brokenGames(snapshot);
    if (request.json) return printArray(terminal, [...chosen.map(toJson), ...broken]);

    if (chosen.length === 0) terminal.print(nothing(request));
    else for (const line of draw(chosen, shortIds(snapshot.records.keys()))) terminal.print(line);
    printBrokenGames(terminal, broken);
  });
}

type Entry = readonly [id: string, game: GameSummary];

function isWanted({ result }: GameSummary, { open, finished }: Request): boolean {
  if (open) return result === null;
  return !finished || result !== null;
}

function toJson([id, { columns, ...game }]: Entry) {
  return { id, ...game, moves: columns.length };
}

function nothing({ open, finished }: Request): string {
  if (open) return "No game is open.";
  return finished ? "No game has been finished yet." : "No game has been started yet.";
}

function draw(entries: readonly Entry[], short: ReadonlyMap<string, string>): string[] {
  const columns = [
    { heading: "Game" },
    { heading: "Started" },
    { heading: `Player one (${shapeOf("PlayerOne")})`, flexible: true },
    { heading: `Player two (${shapeOf("PlayerTwo")})`, flexible: true },
    { heading: "Moves", align: "right" as const },
    { heading: "State" },
  ];
  const rows = entries.map(([id, game]) => [
    short.get(id) ?? id,
    localTime(game.startedAt),
    game.playerOne,
    game.playerTwo,
    `${game.columns.length}`,
    stateOf(game),
  ]);
  return drawListing(columns, rows);
}

function stateOf({ result, nextPlayer, playerOne }: GameSummary): string {
  switch (result) {
    case "Tied":
      return "tie";
    case "PlayerOneWon":
      return `${shapeOf("PlayerOne")} won`;
    case "PlayerTwoWon":
      return `${shapeOf("PlayerTwo")} won`;
    default:
      return `${shapeOf(nextPlayer === playerOne ? "PlayerOne" : "PlayerTwo")} moves`;
  }
}
