import { drawBoard } from "../../src/cli/screens/board.ts";
import { printable, quoted } from "../../src/cli/terminal/printable.ts";
import { COLUMNS } from "../../src/domain/board.ts";
import { GameError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import { acceptPlayerName, refuseEqualNames } from "../../src/domain/player-name.ts";

const HELP =
  "Type A to G, or 1 to 7, to drop a token into that column; q leaves, and the game can be resumed later.\n";

/** Two players at one end of a pipe, and what the program at the other end must say to each line that they type. */
export class Conversation {
  readonly #gameId: string;
  readonly #names: string[];
  #game: Game;
  #left = false;

  /**
   * @param gameId of the game that is going to be played.
   * @param names which are given before anybody is asked: none, the first, or both.
   */
  constructor(gameId: string, names: readonly string[], history: readonly GameEvent[] = []) {
    this.#gameId = gameId;
    this.#names = [...names];
    this.#game = Game.loadFromHistory(gameId, history);
  }

  /** What is said before the first question. */
  begin(): string {
    if (this.#game.players) return `Game ${printable(this.#gameId)}\n${this.#shown()}`;
    return this.#names.length === 2 ? this.#start() : "";
  }

  get events(): readonly GameEvent[] {
    return this.#game.events;
  }

  /** The next question, or undefined where there is none because the game is over or the players have left. */
  get question(): string | undefined {
    if (this.#left || this.#game.result) return undefined;
    const { nextPlayer, nextToken } = this.#game;
    if (nextPlayer === undefined) return this.#names.length === 0 ? "Player one: " : "Player two: ";
    return `${printable(nextPlayer)} (${nextToken === "PlayerOne" ? "X" : "O"}) moves: `;
  }

  /** @returns what follows the line. */
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

/** How far a transcript tells of a conversation. */
export interface Told {
  /** How many lines have been answered, each with just what there is to say to it. */
  readonly answered: number;
  /** What has happened in the game as far as anybody has been told. */
  readonly events: readonly GameEvent[];
  /** What will have happened once the next line has been answered. */
  readonly nextEvents: readonly GameEvent[];
  /** What the transcript says after the last answer … */
  readonly rest: string;
  /** … the question that is due there, undefined where there is none; */
  readonly asked: string | undefined;
  /** … and with it the next line and its answer. */
  readonly next: string;
}

/** Follows a transcript, from what is said before the first question on, for as long as it is what it should be. */
export function follow(transcript: string, conversation: Conversation, lines: readonly string[]): Told {
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
