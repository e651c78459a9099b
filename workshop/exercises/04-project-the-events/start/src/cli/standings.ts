import { NotThereYetError } from "../not-there-yet.ts";
import {
  bestStandings,
  countGames,
  faults,
  latestStandings,
  type ShownStanding,
} from "../projections/read-store/queries.ts";
import type { ReadStore } from "../projections/read-store/read-store.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * @returns the standings as readers see them, a line each: those who have won most often, then the players of the game
 *   that was finished last, then what is left out.
 */
export async function standingsIn(store: ReadStore<object>): Promise<string[]> {
  const { answer } = await store.read((ask) => ({
    games: countGames(ask),
    best: bestStandings(ask),
    latest: latestStandings(ask),
    faults: faults(ask),
  }));
  const rowOf = ({ player, games, wins, losses, ties, fastestWin }: ShownStanding) => [
    player,
    ...[games, wins, losses, ties].map(String),
    ...(fastestWin === undefined ? [] : [fastestWin === null ? "-" : `${fastestWin} moves`]),
  ];
  const rows = answer.best.map(rowOf);
  const others = answer.latest.filter(({ player }) => !answer.best.some((one) => one.player === player));
  const isNew = answer.best.some(({ fastestWin }) => fastestWin !== undefined);
  const lines = [["player", "games", "wins", "losses", "ties", ...(isNew ? ["fastest win"] : [])], ...rows];
  return [
    `${answer.games} games`,
    ...(rows.length > 0 ? lines.map(line) : []),
    ...(others.length > 0 ? ["…", ...others.map(rowOf).map(line)] : []),
    ...answer.faults.map((fault) => `Left out: ${fault}`),
  ];
}

function line([name = "", ...cells]: readonly string[]): string {
  return name.padEnd(12) + cells.map((cell) => cell.padStart(cell.length > 6 ? 13 : 8)).join("");
}

/** @throws NotThereYetError if there are no rows, although events have been read. */
export async function refuseNoRows(store: ReadStore<object>): Promise<void> {
  const { answer } = await store.read((ask) => ({ games: countGames(ask), best: bestStandings(ask) }));
  if (answer.games === 0) throw new NotThereYetError("4.2", "fold makes no row of an event");
  if (answer.best.length === 0) throw new NotThereYetError("4.2", "no finished game is counted");
}

/** Prints lines; in an interactive terminal they replace the lines before them. */
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
