import { ConnectFour } from "../application/connect-four.ts";
import { Matches } from "../application/matches.ts";
import { type Connection, connect } from "../persistence/connection/connection.ts";
import type { StoreLocation } from "../persistence/connection/store-location.ts";
import { toGameEvent } from "../persistence/event-mapping.ts";
import { GameRepository } from "../persistence/game-repository.ts";
import { streamNameOf } from "../persistence/game-stream.ts";
import { MATCH_PREFIX, toMatchEvent } from "../persistence/match-mapping.ts";
import { MatchRepository } from "../persistence/match-repository.ts";
import { StreamFeed } from "../persistence/stream-feed.ts";

/** The parts of the program, put together. */
export interface Composition {
  readonly connectFour: ConnectFour;
  readonly games: GameRepository;
  /** For the read side, which subscribes to the log. */
  readonly connection: Connection;
  readonly location: StoreLocation;
  /** Maps a stored event; see `event-mapping.ts`. */
  readonly toGameEvent: typeof toGameEvent;
  readonly toMatchEvent: typeof toMatchEvent;
  readonly matches: Matches;
  readonly matchStreams: MatchRepository;
  /**
   * Subscribes to a game.
   *
   * @param length how many events of the game are known already.
   */
  follow(gameId: string, length: number): StreamFeed;
  /** Subscribes to a match; see `follow`. */
  followMatch(matchId: string, length: number): StreamFeed;
  close(): Promise<void>;
}

/**
 * Connects to the store, and puts the parts together.
 *
 * @throws the errors of `connect`.
 */
export async function compose(location: StoreLocation): Promise<Composition> {
  const connection = await connect(location);
  const games = new GameRepository(connection.client, connection);
  const matchStreams = new MatchRepository(connection.client, connection);
  return {
    connectFour: new ConnectFour(games),
    games,
    matches: new Matches(matchStreams),
    matchStreams,
    connection,
    location,
    toGameEvent,
    toMatchEvent,
    follow: (gameId, length) => new StreamFeed(connection, streamNameOf(gameId), length),
    followMatch: (matchId, length) => new StreamFeed(connection, MATCH_PREFIX + matchId, length),
    close: () => connection.close(),
  };
}
