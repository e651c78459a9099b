import { ConnectFour } from "../application/connect-four.ts";
import { type Connection, connect } from "../persistence/connection.ts";
import { GameRepository } from "../persistence/game-repository.ts";
import type { StoreLocation } from "../persistence/store-location.ts";

/** The parts of the program, put together. */
export interface Composition {
  readonly connectFour: ConnectFour;
  readonly games: GameRepository;
  /** For the read side, which subscribes. */
  readonly connection: Connection;
  readonly location: StoreLocation;
  close(): Promise<void>;
}

/** @throws what `connect` throws. */
export async function compose(location: StoreLocation): Promise<Composition> {
  const connection = await connect(location);
  const games = new GameRepository(connection.client, connection);
  return {
    connectFour: new ConnectFour(games),
    games,
    connection,
    location,
    close: () => connection.close(),
  };
}
