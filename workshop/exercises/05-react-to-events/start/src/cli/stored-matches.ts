import type { EventStoreDBClient } from "@eventstore/db-client";
import type { Result } from "../domain/board.ts";
import { causationIdOf } from "../persistence/metadata.ts";
import { toHappened } from "../reactions/happened.ts";

/** A game of a match, as it was really started. */
export interface StoredGame {
  readonly gameId: string;
  /** Which game of its match it was started as. */
  readonly number: number;
  readonly playerOne: string;
  readonly playerTwo: string;
  result: Result | undefined;
}

export interface StoredMatch {
  readonly matchId: string;
  readonly playerOne: string;
  readonly playerTwo: string;
  readonly bestOf: number;
  readonly games: StoredGame[];
  winner: string | undefined;
}

/** Finds out from the whole log which matches there are, and which games were started for them. */
export async function matchesIn(client: EventStoreDBClient): Promise<StoredMatch[]> {
  const matches = new Map<string, StoredMatch>();
  const games = new Map<string, StoredGame>();
  const numbers = new Map<string, number>();
  for await (const { event: stored } of client.readAll()) {
    const happened = stored && toHappened(stored);
    if (!stored || !happened) continue;
    const { id, of, event, correlationId = "" } = happened;
    if (event.type === "MatchStarted") {
      const { playerOne, playerTwo, bestOf } = event;
      matches.set(of, { matchId: of, playerOne, playerTwo, bestOf, games: [], winner: undefined });
    } else if (event.type === "MatchGameScheduled") numbers.set(id, event.number);
    else if (event.type === "GameStarted") {
      const { playerOne, playerTwo } = event;
      const number = numbers.get(causationIdOf(stored) ?? "") ?? 0;
      const game: StoredGame = { gameId: of, number, playerOne, playerTwo, result: undefined };
      games.set(of, game);
      matches.get(correlationId)?.games.push(game);
    } else if (event.type === "GameFinished") {
      const game = games.get(of);
      if (game) game.result ??= event.result;
    } else if (event.type === "MatchFinished") {
      const match = matches.get(of);
      if (match) match.winner ??= event.winner;
    }
  }
  return [...matches.values()];
}

/** @returns the match in lines, a game each. */
export function linesOf({ matchId, playerOne, playerTwo, bestOf, games, winner }: StoredMatch): string[] {
  return [
    `${playerOne} against ${playerTwo}, best of ${bestOf}: match ${matchId}`,
    ...games.map(
      (game) =>
        `  game ${game.number}  ${resultOf(game).padEnd(20)} started by ${game.playerOne}  game-${game.gameId}`,
    ),
    ...(winner === undefined ? [] : [`  ${winner} has won the match.`]),
  ];
}

/** @returns how often each player has won, such as "Ann 1, Bob 0". */
export function scoreOf({ playerOne, playerTwo, games }: StoredMatch): string {
  const wins = (name: string) => games.filter((game) => winnerOf(game) === name).length;
  return `${playerOne} ${wins(playerOne)}, ${playerTwo} ${wins(playerTwo)}`;
}

function resultOf(game: StoredGame): string {
  if (!game.result) return "open";
  return game.result === "Tied" ? "a tie" : `${winnerOf(game)} has won`;
}

function winnerOf({ result, playerOne, playerTwo }: StoredGame): string | undefined {
  if (result === "PlayerOneWon") return playerOne;
  return result === "PlayerTwoWon" ? playerTwo : undefined;
}
