import type { ConnectFour, GameState } from "../../../application/connect-four.ts";
import type { StreamFeed } from "../../../persistence/stream-feed.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { askUnlessNews, NEWS } from "./ask-unless-news.ts";
import type { GameView } from "./game-view.ts";

/** Lets one player play here, against a player at another terminal. */
export class RemotePlay {
  readonly #player: string;
  readonly #connectFour: ConnectFour;
  readonly #feed: StreamFeed;
  readonly #view: GameView;
  readonly #terminal: Terminal;
  /** Ends all waiting when the game or the player's part in it is over. */
  readonly #over = new AbortController();
  #left = new Promise<undefined>(() => {});

  /** @param player the name of the player at this terminal, spelled as in the game. */
  constructor(
    player: string,
    connectFour: ConnectFour,
    feed: StreamFeed,
    view: GameView,
    terminal: Terminal,
  ) {
    this.#player = player;
    this.#connectFour = connectFour;
    this.#feed = feed;
    this.#view = view;
    this.#terminal = terminal;
  }

  /**
   * Plays until the game ends or the player leaves.
   *
   * @param start the game as it is stored now.
   * @returns whether the game has ended.
   */
  async play(start: GameState): Promise<boolean> {
    // At a terminal a question is always open, and Ctrl-C answers it. With a pipe there may be no question.
    if (!this.#terminal.interactive)
      this.#left = this.#terminal.untilLeft(this.#over.signal).then(() => undefined);
    try {
      this.#view.show(start, 0);
      let game: GameState | undefined = start;
      while (game && game.nextPlayer !== undefined) {
        game = game.nextPlayer === this.#player ? await this.#move(game) : await this.#wait(game);
      }
      return game !== undefined;
    } finally {
      this.#over.abort();
    }
  }

  /**
   * Asks for a move, and makes it.
   *
   * @returns the game afterwards, or undefined if the player leaves.
   */
  async #move(game: GameState): Promise<GameState | undefined> {
    const answer = await this.#ask(this.#view.questionFor(game), game);
    if (answer === NEWS) return this.#reload(game);
    const move = this.#view.understand(answer);
    if (move === "leave") return undefined;
    return move ? this.#view.move(game, this.#player, move) : game;
  }

  /**
   * Waits for the other player's move. At a terminal, the player may leave meanwhile. Lines from a pipe are kept for
   * the next moves.
   *
   * @returns the game afterwards, or undefined if the player leaves.
   */
  async #wait(game: GameState): Promise<GameState | undefined> {
    if (!this.#terminal.interactive) {
      this.#terminal.print(`Waiting for ${game.nextPlayer}.`);
      const news = this.#feed.beyond(game.events.length, this.#over.signal).then(() => this.#reload(game));
      return Promise.race([news, this.#left]);
    }
    const answer = await this.#ask(`Waiting for ${game.nextPlayer}, q leaves: `, game);
    if (answer === NEWS) return this.#reload(game);
    if (answer === undefined || answer.trim().toUpperCase() === "Q") return undefined;
    this.#terminal.print(`It is not your turn: ${game.nextPlayer} moves next.`);
    return game;
  }

  /**
   * Loads the game again, and shows it.
   *
   * @returns the game as it is stored now.
   */
  async #reload(before: GameState): Promise<GameState> {
    const now = await this.#connectFour.getGame(before.id);
    this.#view.show(now, before.events.length);
    return now;
  }

  #ask(question: string, game: GameState) {
    return askUnlessNews(this.#terminal, question, this.#feed, game.events.length);
  }
}
