import type { ConnectFour, GameState } from "../../application/connect-four.ts";
import { ConcurrencyError } from "../../application/game-repository.ts";
import { COLUMNS, type Column } from "../../domain/board.ts";
import { GameError } from "../../domain/errors.ts";
import { printableJson, quoted } from "../terminal/printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { drawBoard, shapeOf } from "./board.ts";

const MOVE_HELP =
  "Type A to G, or 1 to 7, to drop a token into that column; q leaves, and the game can be resumed later.";

/** What players see of a game, and how what they type becomes a move. */
export class GameView {
  readonly #connectFour: ConnectFour;
  readonly #terminal: Terminal;
  readonly #withEvents: boolean;

  /** @param withEvents shows below each board the events that have led to it. */
  constructor(connectFour: ConnectFour, terminal: Terminal, withEvents = false) {
    this.#connectFour = connectFour;
    this.#terminal = terminal;
    this.#withEvents = withEvents;
  }

  /** @param seen how many of the events have been shown before. */
  show(game: GameState, seen: number): void {
    this.#terminal.draw(`\n${drawBoard(game.board, this.#terminal.color)}\n`);
    if (this.#withEvents) this.#showEvents(game, seen);
    if (game.result) this.#terminal.print(resultLine(game));
  }

  /** @returns what to ask whoever moves next. */
  questionFor({ nextPlayer, nextToken }: GameState): string {
    return `${nextPlayer}${nextToken ? ` (${shapeOf(nextToken)})` : ""} moves: `;
  }

  /**
   * @param answer what was typed, or undefined where nothing will come any more.
   * @returns the column, or "leave"; undefined where the question must be asked again, which the player is told.
   */
  understand(answer: string | undefined): Column | "leave" | undefined {
    const typed = answer?.trim().toUpperCase();
    if (answer === undefined || typed === "Q") return "leave";
    const column = COLUMNS.find((name, index) => typed === name || typed === String(index + 1));
    if (typed === "?") this.#terminal.print(MOVE_HELP);
    else if (!column)
      this.#terminal.print(`${quoted(answer)} is not a column: type A to G, or 1 to 7 (? shows more).`);
    return column;
  }

  /** @returns the game after the move, or as it is now where the move was refused; both have been shown. */
  async move(game: GameState, player: string, column: Column): Promise<GameState> {
    const seen = game.events.length;
    try {
      const outcome = await this.#connectFour.makeMove(game.id, player, column);
      this.show(outcome.game, seen);
      return outcome.game;
    } catch (error) {
      if (!(error instanceof GameError || error instanceof ConcurrencyError)) throw error;
      this.#terminal.print(error.message);
      const now = await this.#connectFour.getGame(game.id);
      // Somebody else has moved at another keyboard: what is on the screen is no longer true.
      if (now.events.length !== seen) this.show(now, seen);
      return now;
    }
  }

  #showEvents({ events }: GameState, seen: number): void {
    for (const [revision, { type, ...data }] of events.entries()) {
      if (revision < seen) continue;
      const place = String(revision).padStart(3);
      this.#terminal.print(`${place}  ${type.padEnd(12)}  ${printableJson(data)}`);
    }
    this.#terminal.print();
  }
}

/** @returns how a finished game has ended. */
export function resultLine({ result, players }: GameState): string {
  if (result === "Tied") return "It's a tie!";
  return `${players?.nameOf(result === "PlayerOneWon" ? "PlayerOne" : "PlayerTwo")} wins!`;
}
