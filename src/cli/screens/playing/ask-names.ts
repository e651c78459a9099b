import { GameError } from "../../../domain/errors.ts";
import { acceptPlayerName, refuseEqualNames } from "../../../domain/player-name.ts";
import type { Terminal } from "../../terminal/terminal.ts";

export interface PlayerNames {
  readonly playerOne: string;
  readonly playerTwo: string;
}

/**
 * Asks for the names that are not given, each until it is valid.
 *
 * @param playerOne an accepted name, or undefined to ask for it.
 * @param playerTwo an accepted name, or undefined to ask for it.
 * @returns undefined if the players leave.
 */
export async function askNames(
  terminal: Terminal,
  playerOne: string | undefined,
  playerTwo: string | undefined,
): Promise<PlayerNames | undefined> {
  const one = playerOne ?? (await askName(terminal, "Player one: ", playerTwo));
  if (one === undefined) return undefined;
  const two = playerTwo ?? (await askName(terminal, "Player two: ", one));
  return two === undefined ? undefined : { playerOne: one, playerTwo: two };
}

async function askName(terminal: Terminal, question: string, taken?: string): Promise<string | undefined> {
  for (;;) {
    const answer = await terminal.ask(question);
    if (answer === undefined) return undefined;
    try {
      const name = acceptPlayerName(answer);
      if (taken !== undefined) refuseEqualNames(taken, name);
      return name;
    } catch (error) {
      if (!(error instanceof GameError)) throw error;
      terminal.print(error.message);
    }
  }
}
