import { randomUUID } from "node:crypto";
import { dirname, resolve } from "node:path";
import { jsonEvent } from "@eventstore/db-client";
import { ConnectFour } from "./application/connect-four.ts";
import { command as embeddedStore } from "./cli/commands/eventstore.ts";
import { countWins } from "./cli/count.ts";
import { playLastYear } from "./cli/last-year.ts";
import { type Request, run } from "./cli/program.ts";
import { project } from "./cli/project.ts";
import { playRound, positionOf } from "./cli/round.ts";
import { askNames } from "./cli/screens/playing/ask-names.ts";
import { standingsIn } from "./cli/standings.ts";
import type { Terminal } from "./cli/terminal/terminal.ts";
import { readAnything } from "./persistence/connection/check-up.ts";
import { type Connection, connect } from "./persistence/connection/connection.ts";
import {
  DEFAULT_FILE,
  describeStore,
  locateStore,
  type StoreLocation,
} from "./persistence/connection/store-location.ts";
import { diagnose } from "./persistence/diagnose.ts";
import { EventStoreUnavailableError } from "./persistence/errors.ts";
import { GameRepository } from "./persistence/game-repository.ts";
import { streamNameOf } from "./persistence/game-stream.ts";
import { withRetry } from "./persistence/with-retry.ts";
import { gameProjection, type ProjectionTables } from "./projections/game-projection.ts";
import { ProjectionStalledError, readAt } from "./projections/read-at.ts";
import { dyingStore } from "./projections/read-store/dying-store.ts";
import { winsOf } from "./projections/read-store/queries.ts";
import { SqliteReadStore } from "./projections/read-store/sqlite-read-store.ts";

const usage = `Usage:
  npx tsx src/cli.ts                     a new game for two at this keyboard
  npx tsx src/cli.ts last-year [number]  plays so many games; 3000 without a number
  npx tsx src/cli.ts count               who has won how often, from the streams
  npx tsx src/cli.ts project             runs your loop, and shows the standings as they change
  npx tsx src/cli.ts crash               runs your loop until it is about to move the checkpoint, and dies there
  npx tsx src/cli.ts standings           the standings as they are
  npx tsx src/cli.ts forget              forgets the standings; the events stay
  npx tsx src/cli.ts damage              stores a game that nobody can read, for step 4.8
  npx tsx src/cli.ts eventstore          shows in a browser what is stored, at the address that it prints
      --port <number>                    where it listens; without it, 2113
  npx tsx src/cli.ts help                this text

Options everywhere:
  --store <where>   where the events are: a file, memory, or a server (esdb://localhost:2113?tls=false)
  --no-color        draws in one colour`;

const MOST_GAMES = 100_000;

interface Rooms {
  readonly connection: Connection;
  readonly readStore: SqliteReadStore<ProjectionTables>;
}

async function play(terminal: Terminal, { store }: Request): Promise<void> {
  const names = await askNames(terminal, undefined, undefined);
  if (!names) return;
  await withStore(terminal, store, async ({ connection, readStore }) => {
    const connectFour = new ConnectFour(new GameRepository(connection.client, connection));
    let { game, position } = await connectFour.startGame(names.playerOne, names.playerTwo);
    terminal.print(`Game ${game.id}`);
    const end = await playRound(terminal, positionOf(game), async (player, column) => {
      ({ game, position } = await connectFour.makeMove(game.id, player, column));
      return positionOf(game);
    });
    if (!end.result || end.result === "Tied" || !end.players) return;
    const winner = end.players.nameOf(end.result === "PlayerOneWon" ? "PlayerOne" : "PlayerTwo");
    try {
      const wins = await readAt(readStore, position, (ask) => winsOf(ask, winner));
      terminal.print(`The standings say that ${winner} has won ${wins === 1 ? "once" : `${wins} times`}.`);
    } catch (error) {
      if (!(error instanceof ProjectionStalledError)) throw error;
      terminal.print(error.message); // the game is stored, even if the standings do not show it
    }
  });
}

async function lastYear(terminal: Terminal, { gameId: howMany = "3000", store }: Request): Promise<void> {
  const number = Number(howMany);
  if (!/^\d+$/.test(howMany) || number === 0 || number > MOST_GAMES)
    throw new Error(`${howMany} is no number of games: give one from 1 to ${MOST_GAMES}.`);
  await withStore(terminal, store, async ({ connection }) => {
    const began = Date.now();
    await playLastYear(connection.client, number, (stored) => terminal.showProgress(`${stored} games`));
    terminal.showProgress("");
    terminal.print(`${number} games of last year are stored, after ${secondsSince(began)}.`);
  });
}

async function count(terminal: Terminal, { store }: Request): Promise<void> {
  await withStore(terminal, store, async ({ connection }) => {
    const began = Date.now();
    let games = 0;
    const wins = await countWins(connection.client, (loaded, of) => {
      games = of;
      if (loaded % 100 === 0) terminal.showProgress(`${loaded} of ${of} games loaded`);
    });
    terminal.showProgress("");
    const best = [...wins]
      .sort(([one, wins], [other, more]) => more - wins || (one < other ? -1 : 1))
      .slice(0, 20);
    for (const [player, times] of best) terminal.print(`${player.padEnd(12)}${`${times}`.padStart(8)}`);
    terminal.print(`${games} games were loaded to answer this, and it took ${secondsSince(began)}.`);
  });
}

async function standings(terminal: Terminal, { store }: Request): Promise<void> {
  await withStore(terminal, store, async ({ readStore }) => {
    const began = performance.now();
    const lines = await standingsIn(readStore);
    const milliseconds = performance.now() - began;
    for (const line of lines) terminal.print(line);
    terminal.print(`It took ${milliseconds.toFixed(1)} ms to answer this.`);
  });
}

/** Runs the embedded store alone, which shows in a browser what is stored. */
async function eventstore(terminal: Terminal, { store, port }: Request): Promise<void> {
  const { run } = embeddedStore.prepare({ store, port }, undefined);
  await run({ terminal, locate: () => locateStore(store, process.env) });
}

/** Opens the store and the rows, says where the events are, lets a command use both, and closes them again. */
async function withStore(
  terminal: Terminal,
  store: string | undefined,
  command: (rooms: Rooms) => Promise<void>,
): Promise<void> {
  const location = locateStore(store, process.env);
  terminal.print(`Events: ${describeStore(location)}`);
  const connection = await connect(location);
  try {
    await withRetry(connection, () => readAnything(connection.client));
    const readStore = await SqliteReadStore.open(readStoreFile(location), gameProjection);
    try {
      await command({ connection, readStore });
    } finally {
      readStore.close();
    }
  } catch (error) {
    const failure = diagnose(error); // the store may stop at any time
    throw failure
      ? new EventStoreUnavailableError(connection.address, failure.advice, { cause: error })
      : error;
  } finally {
    await connection.close();
  }
}

/** @returns the file for the rows, in the folder of the events. */
function readStoreFile(location: StoreLocation): string {
  if (location.kind === "memory") return ":memory:";
  return location.kind === "file"
    ? `${location.path}.standings`
    : resolve(dirname(DEFAULT_FILE), "server.standings");
}

function secondsSince(began: number): string {
  return `${((Date.now() - began) / 1_000).toFixed(1)} s`;
}

await run({
  usage,
  options: { store: { type: "string" }, port: { type: "string" } },
  commands: {
    play,
    "last-year": lastYear,
    count,
    standings,
    eventstore,
    project: (terminal, { store }) =>
      withStore(terminal, store, ({ connection, readStore }) =>
        project(terminal, connection.client, readStore),
      ),
    crash: (terminal, { store }) =>
      withStore(terminal, store, ({ connection, readStore }) =>
        project(terminal, connection.client, dyingStore(readStore, dieHere)),
      ),
    forget: async (terminal, { store }) => {
      await SqliteReadStore.forget(readStoreFile(locateStore(store, process.env)));
      terminal.print("The standings are forgotten.");
    },
    damage: (terminal, { store }) =>
      withStore(terminal, store, async ({ connection }) => {
        const stream = streamNameOf(randomUUID());
        const started = jsonEvent({ type: "GameStarted", data: { playerOne: "Ada", playerTwo: "Ben" } });
        const moved = jsonEvent({ type: "MoveMade", data: { player: "Ada", column: "Z" } });
        await connection.client.appendToStream(stream, [started, moved]);
        terminal.print(`Nobody can read the second event of ${stream}: there is no column Z.`);
      }),
  },
});

/** Ends the program like kill -9: it cleans nothing up. */
function dieHere(): never {
  process.stderr.write("Killed, at the moment when the checkpoint was to move.\n");
  process.kill(process.pid, "SIGKILL");
  throw new Error("The process is dead.");
}
