import { dirname, resolve } from "node:path";
import { ConnectFour } from "../application/connect-four.ts";
import type { GameRepository as Games } from "../application/game-repository.ts";
import type { Receiver } from "../application/receiver.ts";
import { readAnything } from "../persistence/connection/check-up.ts";
import { type Connection, connect } from "../persistence/connection/connection.ts";
import {
  DEFAULT_FILE,
  describeStore,
  locateStore,
  type StoreLocation,
} from "../persistence/connection/store-location.ts";
import { diagnose } from "../persistence/diagnose.ts";
import { EventStoreUnavailableError } from "../persistence/errors.ts";
import { withRetry } from "../persistence/with-retry.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What the commands of the program work with. */
export interface Rooms {
  readonly connection: Connection;
  /** The file for the checkpoint of the reaction of matches. */
  readonly matchCheckpoint: string;
  /** The file for the checkpoint of the announcements. */
  readonly announcementCheckpoint: string;
  /** The file in which the receiver writes down what it is told. */
  readonly told: string;
}

/** Opens the store, says where the events are, lets a command use it, and closes it again. */
export async function withStore(
  terminal: Terminal,
  store: string | undefined,
  command: (rooms: Rooms) => Promise<void>,
): Promise<void> {
  const location = locateStore(store, process.env);
  terminal.print(`Events: ${describeStore(location)}`);
  const connection = await connect(location);
  try {
    await withRetry(connection, () => readAnything(connection.client));
    const file = fileBeside(location);
    await command({
      connection,
      matchCheckpoint: `${file}.matches`,
      announcementCheckpoint: `${file}.announced`,
      told: `${file}.told`,
    });
  } catch (error) {
    const failure = diagnose(error); // the store may go away in the middle
    throw failure
      ? new EventStoreUnavailableError(connection.address, failure.advice, { cause: error })
      : error;
  } finally {
    await connection.close();
  }
}

function fileBeside(location: StoreLocation): string {
  if (location.kind === "memory") throw new Error("This needs a store that stays: a file, or a server.");
  return location.kind === "file" ? location.path : resolve(dirname(DEFAULT_FILE), "server");
}

/** The service tells the receiver itself, until step 5.6. */
export const Service: new (games: Games, receiver: Receiver) => ConnectFour = ConnectFour;
