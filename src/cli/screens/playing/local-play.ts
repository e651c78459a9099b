import type { ConnectFour, GameState } from "../../../application/connect-four.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import type { PlayerNames } from "./ask-names.ts";
import { GameView } from "./game-view.ts";

/** Lets two players play at one keyboard. */
export class LocalPlay {
  readonly #connectFour: ConnectFour;
  readonly #view: GameView;
  readonly #terminal: Terminal;
  readonly #farewell: (gameId: string) => string;

  /**
   * @param farewell the last line for players who leave an unfinished game.
   * @param withEvents whether to show the new events below each board.
   */
  constructor(
    connectFour: ConnectFour,
    terminal: Terminal,
    farewell: (gameId: string) => string,
    withEvents = false,
  ) {
    this.#connectFour = connectFour;
    this.#view = new GameView(connectFour, terminal, withEvents);
    this.#terminal = terminal;
    this.#farewell = farewell;
  }

  /** Starts a game and plays it, and any rematches. */
  async playNewGame({ playerOne, playerTwo }: PlayerNames): Promise<void> {
    const { game } = await this.#connectFour.startGame(playerOne, playerTwo);
    await this.#playOn(game, 0);
  }

  /** Continues a game that has been started before. */
  async carryOn(gameId: string): Promise<void> {
    const game = await this.#connectFour.getGame(gameId);
    await this.#playOn(game, game.events.length);
  }

  /**
   * Plays a game of a match, to its end.
   *
   * @returns whether it has ended; if not, the players have left.
   */
  async playGame(gameId: string): Promise<boolean> {
    const game = await this.#connectFour.getGame(gameId);
    this.#terminal.print(`Game ${gameId}`);
    this.#view.show(game, game.events.length);
    return (await this.#moveUntilTheEnd(game)) !== undefined;
  }

  async #playOn(game: GameState, seen: number): Promise<void> {
    this.#terminal.print(`Game ${game.id}`);
    this.#view.show(game, seen);
    const last = await this.#moveUntilTheEnd(game).catch((error) => {
      this.#terminal.print(this.#farewell(game.id));
      throw error;
    });
    if (!last) return this.#terminal.print(this.#farewell(game.id));

    const rematch = await this.#askForRematch(last);
    if (rematch) await this.playNewGame(rematch);
  }

  /** @returns the finished game, or undefined if the players have left it. */
  async #moveUntilTheEnd(start: GameState): Promise<GameState | undefined> {
    let game = start;
    while (game.nextPlayer !== undefined) {
      const answer = await this.#terminal.ask(this.#view.questionFor(game));
      const move = this.#view.understand(answer);
      if (move === "leave") return undefined;
      if (move) game = await this.#view.move(game, game.nextPlayer, move);
    }
    return game;
  }

  async #askForRematch({ players }: GameState): Promise<PlayerNames | undefined> {
    if (!this.#terminal.interactive || !players) return undefined;
    for (;;) {
      const answer = await this.#terminal.ask("Rematch with sides swapped? (y/n) ");
      switch (answer?.trim().toLowerCase()) {
        case "y":
        case "yes":
          return { playerOne: players.playerTwo, playerTwo: players.playerOne };
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
