import type { ConnectFour } from "../application/connect-four.ts";

const COLUMNS = ["A", "B", "A", "B", "A", "B", "A"] as const;

/** Plays a game that has just started: player one wins it, with the seventh move. */
export async function playToTheEnd(
  connectFour: ConnectFour,
  game: { readonly gameId: string; readonly playerOne: string; readonly playerTwo: string },
): Promise<void> {
  const { gameId, playerOne, playerTwo } = game;
  const { events } = await connectFour.getGame(gameId);
  const made = events.filter(({ type }) => type === "MoveMade").length;
  for (const [index, column] of COLUMNS.entries()) {
    if (index >= made) await connectFour.makeMove(gameId, index % 2 === 0 ? playerOne : playerTwo, column);
  }
}
