import { describeStore, type StoreLocation } from "../persistence/store-location.ts";
import { tokenAfter } from "../projections/games.ts";
import {
  countGames,
  type LeftOutGame,
  type ListedGame,
  newestGames,
  type Selection,
  shortestId,
} from "../projections/queries.ts";
import type { Request } from "./arguments.ts";
import { shapeOf } from "./board-drawing.ts";
import { printArray } from "./json-array.ts";
import { leftOut, printLeftOut } from "./left-out.ts";
import { drawListing } from "./listing.ts";
import { localTime } from "./local-time.ts";
import type { ReadGames } from "./read-side.ts";
import type { Terminal } from "./terminal.ts";
import { withStore } from "./with-store.ts";

/** How many games are shown where no other number is asked for. */
const SHOWN = 20;

/** How many games are read at once, so that memory does not grow with all of them. */
const PAGE = 1_000;

/** The command `games`: the newest games, or the newest that are open, finished, or of one player. */
export async function games(request: Request, location: StoreLocation, terminal: Terminal): Promise<void> {
  if (!request.json) terminal.print(`Events: ${describeStore(location)}`);
  const { open, finished, player } = request;
  const selection: Selection = { state: open ? "open" : finished ? "finished" : undefined, player };
  const limit = request.all ? Number.MAX_SAFE_INTEGER : (request.limit ?? SHOWN);
  await withStore({ location, terminal }, async (opening) => {
    const { withReadSide } = await import("./read-side.ts");
    await withReadSide(await opening, terminal, request.rebuild, async (read) => {
      const newest = newestFirst(read, selection, limit);
      const missing = await read((ask) => leftOut(ask, limit));
      if (request.json) return printArray(terminal, jsonElements(newest, missing.games));

      const shown: Entry[] = [];
      for await (const entry of newest) shown.push(entry);
      if (shown.length === 0) terminal.print(nothing(selection));
      else for (const line of draw(shown)) terminal.print(line);
      const more = (await read((ask) => countGames(ask, selection))) - shown.length;
      if (more > 0) terminal.print(`and ${more.toLocaleString("en")} more: --limit <n> or --all shows them`);
      printLeftOut(terminal, missing);
    });
  });
}

interface Entry {
  readonly shortId: string;
  readonly game: ListedGame;
}

async function* newestFirst(read: ReadGames, selection: Selection, limit: number): AsyncGenerator<Entry> {
  let before: number | undefined;
  for (let left = limit; left > 0; left -= PAGE) {
    const size = Math.min(left, PAGE);
    const page = await read((ask) =>
      newestGames(ask, selection, size, before).map((game) => ({ shortId: shortestId(ask, game.id), game })),
    );
    yield* page;
    before = page.at(-1)?.game.number;
    if (page.length < size) return;
  }
}

async function* jsonElements(entries: AsyncIterable<Entry>, missing: readonly LeftOutGame[]) {
  for await (const { game } of entries) {
    const { moves, result, number, ...shown } = game;
    const next = tokenAfter(moves) === "PlayerOne" ? game.playerOne : game.playerTwo;
    yield { ...shown, nextPlayer: result ? null : next, result, moves: moves.length };
  }
  yield* missing;
}

function nothing({ state, player }: Selection): string {
  if (player !== undefined) return `No ${state ? `${state} game` : "game"} of ${player} is here.`;
  if (state === "open") return "No game is open.";
  return state === "finished" ? "No game has been finished yet." : "No game has been started yet.";
}

function draw(entries: readonly Entry[]): string[] {
  const columns = [
    { heading: "Game" },
    { heading: "Started" },
    { heading: `Player one (${shapeOf("PlayerOne")})`, flexible: true },
    { heading: `Player two (${shapeOf("PlayerTwo")})`, flexible: true },
    { heading: "Moves", align: "right" as const },
    { heading: "State" },
  ];
  const rows = entries.map(({ shortId, game }) => [
    shortId,
    localTime(game.startedAt),
    game.playerOne,
    game.playerTwo,
    `${game.moves.length}`,
    stateOf(game),
  ]);
  return drawListing(columns, rows);
}

function stateOf({ result, moves }: ListedGame): string {
  switch (result) {
    case "Tied":
      return "tie";
    case "PlayerOneWon":
      return `${shapeOf("PlayerOne")} won`;
    case "PlayerTwoWon":
      return `${shapeOf("PlayerTwo")} won`;
    default:
      return `${shapeOf(tokenAfter(moves))} moves`;
  }
}
