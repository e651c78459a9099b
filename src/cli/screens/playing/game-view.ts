import type { ConnectFour, GameState } from "../../../application/connect-four.ts";
import { ConcurrencyError } from "../../../application/game-repository.ts";
import { COLUMNS, type Column } from "../../../domain/board.ts";
import { GameError } from "../../../domain/errors.ts";
import { printableJson, quoted } from "../../terminal/printable.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { drawBoard, shapeOf } from "../board.ts";

const MOVE_HELP =
  "Type A to G, or 1 to 7, to drop a token into that column; q leaves, and the game can be resumed later.";

/** Shows a game to players, and makes moves of what they type. */
export class GameView {
  readonly #connectFour: ConnectFour;
  readonly #terminal: Terminal;
  readonly #withEvents: boolean;

  /** @param withEvents whether to show the new events below each board. */
  constructor(connectFour: ConnectFour, terminal: Terminal, withEvents = false) {
    this.#connectFour = connectFour;
    this.#terminal = terminal;
    this.#withEvents = withEvents;
  }

  /**
   * Shows the board and the result.
   *
   * @param seen how many of the events have been shown before.
   */
  show(game: GameState, seen: number): void {
    this.#terminal.draw(`\n${drawBoard(game.board, this.#terminal.color)}\n`);
    if (this.#withEvents) this.#showEvents(game, seen);
    if (game.result) this.#terminal.print(resultLine(game));
  }

  /** @returns the question for the next player. */
  questionFor(game: GameState): string {
    return `${turnOf(game)}: `;
  }

  /**
   * Parses an answer, and tells the player if it is not valid.
   *
   * @param answer the typed line, or undefined at the end of input.
   * @returns the column, "leave", or undefined to ask again.
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

  /**
   * Makes a move, and shows the game or why the move was refused.
   *
   * @returns the game after the move; after a refusal, the game as it is stored now.
   */
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
      // Another player has moved at another terminal, so the screen is out of date.
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

/** @returns whose turn it is, such as "Ann (X) moves". */
export function turnOf({ nextPlayer, nextToken }: GameState): string {
  return `${nextPlayer}${nextToken ? ` (${shapeOf(nextToken)})` : ""} moves`;
}

/** @returns a sentence with the result of a finished game. */
export function resultLine({ result, players }: GameState): string {
  if (result === "Tied") return "It's a tie!";
  return `${players?.nameOf(result === "PlayerOneWon" ? "PlayerOne" : "PlayerTwo")} wins!`;
}
