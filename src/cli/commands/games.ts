import { tokenAfter } from "../../projections/games.ts";
import {
  countGames,
  type LeftOutGame,
  type ListedGame,
  newestGames,
  type Selection,
  shortestId,
} from "../../projections/queries.ts";
import { defineCommand, flag, option, UsageError } from "../command.ts";
import type { Read } from "../read-side.ts";
import { shapeOf } from "../screens/board.ts";
import { printArray } from "../screens/json-array.ts";
import { leftOut, printLeftOut } from "../screens/left-out.ts";
import { drawListing } from "../screens/listing.ts";
import { localTime } from "../screens/local-time.ts";
import { withStore } from "../with-store.ts";

const DEFAULT_LIMIT = 20;

/** How many games are read at once, so that memory does not grow with the number of games. */
const PAGE_SIZE = 1_000;

export const command = defineCommand({
  summary: `the newest ${DEFAULT_LIMIT} games`,
  gameId: "none",
  options: {
    open: flag("only those that are open"),
    finished: flag("only those that have ended"),
    player: option("<name>", "only those of that player"),
    limit: option("<n>", "the newest n", parseLimit),
    all: flag("all of them"),
    rebuild: flag("reads all events again"),
    json: flag("one JSON array"),
  },
  check({ open, finished, all, limit }) {
    if (open && finished)
      throw new UsageError("No game is both open and finished: choose one of --open and --finished.");
    if (all && limit !== undefined)
      throw new UsageError("--all has no limit: choose one of --all and --limit.");
  },
  async run(request, { terminal, locate }) {
    const { open, finished, player } = request;
    const selection: Selection = {
      state: open ? "open" : finished ? "finished" : undefined,
      player: player?.trim(),
    };
    const limit = request.all ? Number.MAX_SAFE_INTEGER : (request.limit ?? DEFAULT_LIMIT);
    await withStore({ location: locate(), terminal, forPrograms: request.json }, async (opening) => {
      const { withReadSide } = await import("../read-side.ts");
      await withReadSide(await opening, terminal, request.rebuild, async (read) => {
        const newest = newestFirst(read, selection, limit);
        const missing = await read((ask) => leftOut(ask, limit));
        if (request.json) return printArray(terminal, jsonElements(newest, missing.games));

        const shown: Entry[] = [];
        for await (const entry of newest) shown.push(entry);
        if (shown.length === 0) terminal.print(nothing(selection));
        else for (const line of draw(shown)) terminal.print(line);
        const more = (await read((ask) => countGames(ask, selection))) - shown.length;
        if (more > 0)
          terminal.print(`and ${more.toLocaleString("en")} more: --limit <n> or --all shows them`);
        printLeftOut(terminal, missing);
      });
    });
  },
});

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError("--limit takes a whole number from 1 on.");
}

interface Entry {
  readonly shortId: string;
  readonly game: ListedGame;
}

async function* newestFirst(read: Read, selection: Selection, limit: number): AsyncGenerator<Entry> {
  let before: number | undefined;
  for (let left = limit; left > 0; left -= PAGE_SIZE) {
    const size = Math.min(left, PAGE_SIZE);
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
