import type { ConnectFour, GameState } from "../../application/connect-four.ts";
import type { GameFeed } from "../../persistence/game-feed.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { GameView } from "./game-view.ts";

/** The question was taken back, since somebody has moved in the meantime. */
const NEWS = Symbol("news");

/** One side of a game: this player sits here, the other one at another terminal. */
export class RemotePlay {
  readonly #player: string;
  readonly #connectFour: ConnectFour;
  readonly #feed: GameFeed;
  readonly #view: GameView;
  readonly #terminal: Terminal;
  #left = new Promise<undefined>(() => {});

  /** @param player the name of the one who sits here, as it is spelled in the game. */
  constructor(player: string, connectFour: ConnectFour, feed: GameFeed, view: GameView, terminal: Terminal) {
    this.#player = player;
    this.#connectFour = connectFour;
    this.#feed = feed;
    this.#view = view;
    this.#terminal = terminal;
  }

  /** @returns whether the game has ended; false where the player has left it. */
  async play(start: GameState): Promise<boolean> {
    const over = new AbortController();
    // At a terminal there is always a question, and Ctrl-C an answer to it; through a pipe there may be none.
    if (!this.#terminal.interactive) this.#left = this.#terminal.untilLeft(over.signal).then(() => undefined);
    try {
      this.#view.show(start, 0);
      let game: GameState | undefined = start;
      while (game && game.nextPlayer !== undefined) {
        game = game.nextPlayer === this.#player ? await this.#move(game) : await this.#wait(game);
      }
      return game !== undefined;
    } finally {
      over.abort();
    }
  }

  /** @returns the game as it is then, or undefined where the player leaves. */
  async #move(game: GameState): Promise<GameState | undefined> {
    const answer = await this.#askUnlessNews(this.#view.questionFor(game), game);
    if (answer === NEWS) return this.#look(game);
    const move = this.#view.understand(answer);
    if (move === "leave") return undefined;
    return move ? this.#view.move(game, this.#player, move) : game;
  }

  /** Waits for the other player. What comes through a pipe is kept for moves; at a terminal one may also leave. */
  async #wait(game: GameState): Promise<GameState | undefined> {
    if (!this.#terminal.interactive) {
      this.#terminal.print(`Waiting for ${game.nextPlayer}.`);
      const news = this.#feed.beyond(game.events.length).then(() => this.#look(game));
      return Promise.race([news, this.#left]);
    }
    const answer = await this.#askUnlessNews(`Waiting for ${game.nextPlayer}, q leaves: `, game);
    if (answer === NEWS) return this.#look(game);
    if (answer === undefined || answer.trim().toUpperCase() === "Q") return undefined;
    this.#terminal.print(`It is not your turn: ${game.nextPlayer} moves next.`);
    return game;
  }

  /** @returns the game as it is now, which is shown. */
  async #look(before: GameState): Promise<GameState> {
    const now = await this.#connectFour.getGame(before.id);
    this.#view.show(now, before.events.length);
    return now;
  }

  async #askUnlessNews(question: string, game: GameState): Promise<string | undefined | typeof NEWS> {
    const takenBack = new AbortController();
    const answered = new AbortController();
    const news = this.#feed.beyond(game.events.length, answered.signal).then(
      () => takenBack.abort(NEWS),
      (failure) => takenBack.abort(failure),
    );
    try {
      return await this.#terminal.ask(question, takenBack.signal);
    } catch (reason) {
      if (reason === NEWS) return NEWS;
      throw reason;
    } finally {
      answered.abort();
      await news;
    }
  }
}
