import { ConnectFour } from "./application/connect-four.ts";
import { command as embeddedStore } from "./cli/commands/eventstore.ts";
import { type Request, run } from "./cli/program.ts";
import { playRound, positionOf } from "./cli/round.ts";
import { drawBoard } from "./cli/screens/board.ts";
import { askNames } from "./cli/screens/playing/ask-names.ts";
import { printableJson } from "./cli/terminal/printable.ts";
import type { Terminal } from "./cli/terminal/terminal.ts";
import { GameError } from "./domain/errors.ts";
import { connect } from "./persistence/connection/connection.ts";
import { describeStore, locateStore } from "./persistence/connection/store-location.ts";
import { GameRepository } from "./persistence/game-repository.ts";

const usage = `Usage:
  npx tsx src/cli.ts                      a new game for two at this keyboard
  npx tsx src/cli.ts play <game-id>       carries on with a game
  npx tsx src/cli.ts history <game-id>    the events of a game, as they are stored
      --json                              one JSON object a line
  npx tsx src/cli.ts race <game-id>       two programs load the game, then one moves into D, and the other into E
  npx tsx src/cli.ts eventstore           shows in a browser what is stored, at the address that it prints
      --port <number>                     where it listens; without it, 2113
  npx tsx src/cli.ts help                 this text

Options everywhere:
  --store <where>   where the events are: a file, memory, or a server (esdb://localhost:2113?tls=false)
  --no-color        draws in one colour`;

async function play(terminal: Terminal, { gameId, store }: Request): Promise<void> {
  const names = gameId === undefined ? await askNames(terminal, undefined, undefined) : undefined;
  if (gameId === undefined && !names) return;
  await withGames(terminal, store, async (games) => {
    const connectFour = new ConnectFour(games);
    const game = names
      ? (await connectFour.startGame(names.playerOne, names.playerTwo)).game
      : await connectFour.getGame(gameId ?? "");
    terminal.print(`Game ${game.id}`);
    const end = await playRound(terminal, positionOf(game), async (player, column) =>
      positionOf((await connectFour.makeMove(game.id, player, column)).game),
    );
    if (!end.result) terminal.print(`Carry on with:   npx tsx src/cli.ts play ${game.id}`);
    terminal.print(`See its events:  npx tsx src/cli.ts history ${game.id}`);
  });
}

async function history(terminal: Terminal, { gameId, store, json }: Request): Promise<void> {
  await withGames(json ? undefined : terminal, store, async (games) => {
    for (const { revision, type, data, metadata, id, created } of await games.history(gameId ?? "")) {
      terminal.print(
        json
          ? printableJson({ revision: Number(revision), type, data, metadata, id, created })
          : `${`${revision}`.padStart(3)}  ${created.toISOString()}  ${type.padEnd(12)}  ${printableJson(data)}`,
      );
    }
  });
}

/** Acts like two programs that load a game at the same moment: both have loaded it before either of them moves. */
async function race(terminal: Terminal, { gameId = "", store }: Request): Promise<void> {
  await withGames(terminal, store, async (games) => {
    const loaded = [await games.get(gameId), await games.get(gameId)];
    const connectFour = new ConnectFour({
      get: async (id) => loaded.shift() ?? games.get(id),
      add: (game, cause) => games.add(game, cause),
    });
    const player = loaded[0]?.nextPlayer;
    if (player === undefined) return terminal.print("This game is over: race in another one.");
    terminal.print(`Two programs have loaded the game, and in both ${player} moves next.`);
    for (const column of ["D", "E"] as const) {
      const outcome = await connectFour.makeMove(gameId, player, column).then(() => "stored", refusal);
      terminal.print(`${player} drops a token into ${column}: ${outcome}`);
    }
    terminal.draw(`\n${drawBoard((await games.get(gameId)).board, terminal.color)}\n`);
  });
}

function refusal(error: unknown): string {
  if (error instanceof GameError) return error.message;
  throw error;
}

/** Runs the embedded store alone, which shows in a browser what is stored. */
async function eventstore(terminal: Terminal, { store, port }: Request): Promise<void> {
  const { run } = embeddedStore.prepare({ store, port }, undefined);
  await run({ terminal, locate: () => locateStore(store, process.env) });
}

/** Opens the store, says where the events are, lets a command use them, and closes the store again. */
async function withGames(
  terminal: Terminal | undefined,
  store: string | undefined,
  command: (games: GameRepository) => Promise<void>,
): Promise<void> {
  const location = locateStore(store, process.env);
  terminal?.print(`Events: ${describeStore(location)}`);
  const connection = await connect(location);
  try {
    await command(new GameRepository(connection.client, connection.address));
  } finally {
    await connection.close();
  }
}

await run({
  usage,
  options: { store: { type: "string" }, port: { type: "string" }, json: { type: "boolean" } },
  commands: { play, history, race, eventstore },
});
