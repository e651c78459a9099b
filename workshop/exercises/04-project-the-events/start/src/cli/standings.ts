import { NotThereYetError } from "../not-there-yet.ts";
import { bestStandings, countGames, faults } from "../projections/read-store/queries.ts";
import type { ReadStore } from "../projections/read-store/read-store.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** @returns the standings as readers see them, a line each; the last ones say what is left out. */
export async function standingsIn(store: ReadStore<object>): Promise<string[]> {
  const { answer } = await store.read((ask) => ({
    games: countGames(ask),
    best: bestStandings(ask),
    faults: faults(ask),
  }));
  const rows = answer.best.map(({ player, games, wins, losses, ties, fastestWin }) => [
    player,
    ...[games, wins, losses, ties].map(String),
    ...(fastestWin === undefined ? [] : [fastestWin === null ? "-" : `${fastestWin} moves`]),
  ]);
  const isNew = answer.best.some(({ fastestWin }) => fastestWin !== undefined);
  const lines = [["player", "games", "wins", "losses", "ties", ...(isNew ? ["fastest win"] : [])], ...rows];
  return [
    `${answer.games} games`,
    ...(rows.length > 0 ? lines.map(([name = "", ...cells]) => line(name, cells)) : []),
    ...answer.faults.map((fault) => `Left out: ${fault}`),
  ];
}

function line(name: string, cells: readonly string[]): string {
  return name.padEnd(12) + cells.map((cell) => cell.padStart(cell.length > 6 ? 13 : 8)).join("");
}

/** @throws NotThereYetError where events have been read, and there are no rows. */
export async function refuseNoRows(store: ReadStore<object>): Promise<void> {
  const { answer } = await store.read((ask) => ({ games: countGames(ask), best: bestStandings(ask) }));
  if (answer.games === 0) throw new NotThereYetError("4.2", "fold makes no row of an event");
  if (answer.best.length === 0) throw new NotThereYetError("4.2", "no finished game is counted");
}

/** Prints lines in the place of those that were printed before, where somebody sits there. */
export class LiveLines {
  readonly #terminal: Terminal;
  #shown: readonly string[] = [];

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(lines: readonly string[]): void {
    if (lines.join("\n") === this.#shown.join("\n")) return;
    if (this.#terminal.interactive) this.#terminal.eraseLines(this.#shown.length);
    for (const line of lines) this.#terminal.print(line);
    this.#shown = lines;
  }
}
