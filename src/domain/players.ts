import type { Token } from "./board.ts";
import { EqualPlayerNamesError, UnknownPlayerError } from "./errors.ts";

/** The names of the two players of a game. */
export class Players {
  readonly playerOne: string;
  readonly playerTwo: string;

  /**
   * @param playerOne the name of the player who moves first; any text.
   * @param playerTwo the name of the other player; any other text.
   * @throws EqualPlayerNamesError if both are the same text: a move would belong to both players.
   */
  constructor(playerOne: string, playerTwo: string) {
    if (playerOne === playerTwo) throw new EqualPlayerNamesError(playerOne, playerTwo);
    this.playerOne = playerOne;
    this.playerTwo = playerTwo;
  }

  /**
   * @param player a name, spelled as in the game.
   * @returns the token of that player.
   * @throws UnknownPlayerError if neither player has this name.
   */
  tokenOf(player: string): Token {
    if (player === this.playerOne) return "PlayerOne";
    if (player === this.playerTwo) return "PlayerTwo";
    throw new UnknownPlayerError(player, this);
  }

  include(name: string): boolean {
    return name === this.playerOne || name === this.playerTwo;
  }

  nameOf(token: Token): string {
    return token === "PlayerOne" ? this.playerOne : this.playerTwo;
  }
}
