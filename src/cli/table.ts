import type { ConnectFour, GameState } from "../application/connect-four.ts";
import { ConcurrencyError } from "../application/game-repository.ts";
import { COLUMNS, type Column } from "../domain/board.ts";
import { GameError } from "../domain/errors.ts";
import type { PlayerNames } from "./ask-names.ts";
import { drawBoard, shapeOf } from "./board-drawing.ts";
import { quoted } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

const MOVE_HELP =
  "Type A to G, or 1 to 7, to drop a token into that column; q leaves, and the game can be resumed later.";

/** Where two players sit at one keyboard. */
export class Table {
  readonly #connectFour: ConnectFour;
  readonly #terminal: Terminal;
  readonly #farewell: (gameId: string) => string;

  /** @param farewell what to tell players who leave the game with that id before its end. */
  constructor(connectFour: ConnectFour, terminal: Terminal, farewell: (gameId: string) => string) {
    this.#connectFour = connectFour;
    this.#terminal = terminal;
    this.#farewell = farewell;
  }

  /** Starts a game and plays it, and as many rematches as the players like. */
  async playNewGame({ playerOne, playerTwo }: PlayerNames): Promise<void> {
    const { game } = await this.#connectFour.startGame(playerOne, playerTwo);
    await this.#playOn(game);
  }

  /** Plays on in a game that has been started before. */
  async carryOn(gameId: string): Promise<void> {
    await this.#playOn(await this.#connectFour.getGame(gameId));
  }

  async #playOn(game: GameState): Promise<void> {
    this.#terminal.print(`Game ${game.id}`);
    this.#show(game);
    const last = await this.#moveUntilTheEnd(game).catch((error) => {
      this.#terminal.print(this.#farewell(game.id));
      throw error;
    });
    if (!last) return this.#terminal.print(this.#farewell(game.id));

    const rematch = await this.#askForRematch(last);
    if (rematch) await this.playNewGame(rematch);
  }

  /** @returns the finished game, or undefined where the players have left it. */
  async #moveUntilTheEnd(start: GameState): Promise<GameState | undefined> {
    let game = start;
    while (game.nextPlayer !== undefined && game.nextToken) {
      const answer = await this.#terminal.ask(`${game.nextPlayer} (${shapeOf(game.nextToken)}) moves: `);
      const typed = answer?.trim().toUpperCase();
      if (answer === undefined || typed === "Q") return undefined;
      const column = columnFor(typed);
      if (column) game = await this.#move(game, game.nextPlayer, column);
      else if (typed === "?") this.#terminal.print(MOVE_HELP);
      else this.#terminal.print(`${quoted(answer)} is not a column: type A to G, or 1 to 7 (? shows more).`);
    }
    return game;
  }

  /** @returns the game after the move, or as it is now where the move was refused. */
  async #move(game: GameState, player: string, column: Column): Promise<GameState> {
    try {
      const outcome = await this.#connectFour.makeMove(game.id, player, column);
      this.#show(outcome.game);
      return outcome.game;
    } catch (error) {
      if (!(error instanceof GameError || error instanceof ConcurrencyError)) throw error;
      this.#terminal.print(error.message);
      const now = await this.#connectFour.getGame(game.id);
      // Somebody else has moved at another keyboard: what is on the screen is no longer true.
      if (now.events.length !== game.events.length) this.#show(now);
      return now;
    }
  }

  #show(game: GameState): void {
    this.#terminal.draw(`\n${drawBoard(game.board, this.#terminal.color)}\n`);
    if (game.result) this.#terminal.print(resultLine(game));
  }

  async #askForRematch({ playerOne, playerTwo }: GameState): Promise<PlayerNames | undefined> {
    if (!this.#terminal.interactive || playerOne === undefined || playerTwo === undefined) return undefined;
    for (;;) {
      const answer = await this.#terminal.ask("Rematch with sides swapped? (y/n) ");
      switch (answer?.trim().toLowerCase()) {
        case "y":
        case "yes":
          return { playerOne: playerTwo, playerTwo: playerOne };
        case undefined:
        case "n":
        case "no":
        case "q":
          return undefined;
        default:
          this.#terminal.print("Type y for another game, or n to leave.");
      }
    }
  }
}

function resultLine({ result, playerOne, playerTwo }: GameState): string {
  return result === "Tied" ? "It's a tie!" : `${result === "PlayerOneWon" ? playerOne : playerTwo} wins!`;
}

/** @param typed in upper case. */
function columnFor(typed: string | undefined): Column | undefined {
  return COLUMNS.find((column, index) => typed === column || typed === String(index + 1));
}
