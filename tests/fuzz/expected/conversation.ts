import { drawBoard } from "../../../src/cli/screens/board.ts";
import { printable, quoted } from "../../../src/cli/terminal/printable.ts";
import { COLUMNS } from "../../../src/domain/board.ts";
import { GameError } from "../../../src/domain/errors.ts";
import type { GameEvent } from "../../../src/domain/events.ts";
import { Game } from "../../../src/domain/game.ts";
import { acceptPlayerName, refuseEqualNames } from "../../../src/domain/player-name.ts";

const HELP =
  "Type A to G, or 1 to 7, to drop a token into that column; q leaves, and the game can be resumed later.\n";

/** Predicts what the program must print for each line that two players write to a pipe. */
export class Conversation {
  readonly #gameId: string;
  readonly #names: string[];
  #game: Game;
  #left = false;

  /**
   * @param gameId the id of the game.
   * @param names the names on the command line: none, the first, or both.
   */
  constructor(gameId: string, names: readonly string[], history: readonly GameEvent[] = []) {
    this.#gameId = gameId;
    this.#names = [...names];
    this.#game = Game.loadFromHistory(gameId, history);
  }

  /** Returns the text before the first question. */
  begin(): string {
    if (this.#game.players) return `Game ${printable(this.#gameId)}\n${this.#shown()}`;
    return this.#names.length === 2 ? this.#start() : "";
  }

  get events(): readonly GameEvent[] {
    return this.#game.events;
  }

  /** The next question, or undefined if the game is over or the players have left. */
  get question(): string | undefined {
    if (this.#left || this.#game.result) return undefined;
    const { nextPlayer, nextToken } = this.#game;
    if (nextPlayer === undefined) return this.#names.length === 0 ? "Player one: " : "Player two: ";
    return `${printable(nextPlayer)} (${nextToken === "PlayerOne" ? "X" : "O"}) moves: `;
  }

  /** @returns the text that the program prints after this line. */
  answer(line: string): string {
    try {
      return !this.#game.players ? this.#name(line) : this.#move(line);
    } catch (error) {
      if (error instanceof GameError) return `${printable(error.message)}\n`;
      throw error;
    }
  }

  #name(line: string): string {
    const name = acceptPlayerName(line);
    const [one] = this.#names;
    if (one !== undefined) refuseEqualNames(one, name);
    this.#names.push(name);
    return one === undefined ? "" : this.#start();
  }

  #start(): string {
    const [one = "", two = ""] = this.#names;
    this.#game.startGame(one, two);
    return `Game ${this.#gameId}\n${this.#shown()}`;
  }

  #move(line: string): string {
    const typed = line.trim();
    if (typed === "?") return HELP;
    if (/^[qQ]$/.test(typed)) {
      this.#left = true;
      return "";
    }
    const index = /^[A-Ga-g]$/.test(typed)
      ? "ABCDEFG".indexOf(typed.toUpperCase())
      : "1234567".indexOf(typed || "none");
    const column = COLUMNS[typed.length === 1 ? index : -1];
    if (column === undefined)
      return `${printable(quoted(line))} is not a column: type A to G, or 1 to 7 (? shows more).\n`;
    this.#game.makeMove(this.#game.nextPlayer ?? "", column);
    return this.#shown();
  }

  #shown(): string {
    const { board, result, players } = this.#game;
    const winner = result === "PlayerOneWon" ? players?.playerOne : players?.playerTwo;
    const end = result === "Tied" ? "It's a tie!\n" : result ? `${printable(winner ?? "")} wins!\n` : "";
    return `\n${drawBoard(board, false)}\n\n${end}`;
  }
}

/** How far a transcript agrees with a conversation. */
export interface Progress {
  /** Number of lines that have got exactly the expected answer. */
  readonly answered: number;
  /** The events that the transcript has shown. */
  readonly events: readonly GameEvent[];
  /** The events after the next line. */
  readonly nextEvents: readonly GameEvent[];
  /** The text after the last answer. */
  readonly rest: string;
  /** The question that is expected there, or undefined if there is none. */
  readonly asked: string | undefined;
  /** The text that is expected there: the question, the next line and its answer. */
  readonly next: string;
}

/**
 * Compares a transcript with the conversation, from the text before the first question on, up to the first difference.
 */
export function compareTranscript(
  transcript: string,
  conversation: Conversation,
  lines: readonly string[],
): Progress {
  let { events } = conversation;
  let asked: string | undefined;
  let next = conversation.begin();
  for (let place = 0, answered = 0; ; answered++) {
    if (!transcript.startsWith(next, place)) {
      const rest = transcript.slice(place);
      return {
        answered: Math.max(0, answered - 1),
        events,
        nextEvents: conversation.events,
        rest,
        asked,
        next,
      };
    }
    place += next.length;
    events = conversation.events;
    asked = conversation.question;
    const line = lines[answered];
    if (asked === undefined || line === undefined) {
      return {
        answered,
        events,
        nextEvents: events,
        rest: transcript.slice(place),
        asked,
        next: asked ?? "",
      };
    }
    next = `${asked}${printable(line)}\n${conversation.answer(line)}`;
  }
}
