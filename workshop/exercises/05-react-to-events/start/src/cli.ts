import { Matches } from "./application/matches.ts";
import { announce, compareTold } from "./cli/announce.ts";
import { hearBells } from "./cli/bells.ts";
import { command as embeddedStore } from "./cli/commands/eventstore.ts";
import { dyingGames, dyingReaction, dyingReceiver, MOMENTS, type Moment } from "./cli/dying.ts";
import { lookAtTheClock } from "./cli/overdue.ts";
import { type PlayGame, playMatch } from "./cli/play-match.ts";
import { type Request, run } from "./cli/program.ts";
import { playToTheEnd } from "./cli/quick-game.ts";
import { type Rooms, Service, withStore } from "./cli/rooms.ts";
import { playRound, positionOf } from "./cli/round.ts";
import { askNames } from "./cli/screens/playing/ask-names.ts";
import { linesOf, matchesIn } from "./cli/stored-matches.ts";
import type { Terminal } from "./cli/terminal/terminal.ts";
import { locateStore } from "./persistence/connection/store-location.ts";
import { GameRepository } from "./persistence/game-repository.ts";
import { MatchRepository } from "./persistence/match-repository.ts";
import { checkpointIn } from "./reactions/file-checkpoint.ts";
import { receiverIn } from "./reactions/file-receiver.ts";
import { MatchProcess } from "./reactions/match-process.ts";
import { matchReaction } from "./reactions/match-reaction.ts";

const usage = `Usage:
  npx tsx src/cli.ts                     a match, best of three, for two at this keyboard
  npx tsx src/cli.ts play <match-id>     carries on a match
  npx tsx src/cli.ts quick [match-id]    a match that plays itself: Ann and Bob, each wins what they begin
  npx tsx src/cli.ts matches             all matches, and the games that were started for them
  npx tsx src/cli.ts bells               when a bell rings, and where
  npx tsx src/cli.ts crash start         as quick, and is killed when the second game has been started
  npx tsx src/cli.ts crash count         as quick, and is killed when the first game has been counted
  npx tsx src/cli.ts crash store         as quick, and is killed before the last move of the first game is stored
  npx tsx src/cli.ts crash tell          as quick, and is killed before the receiver is told of the first game
  npx tsx src/cli.ts told                what the receiver has been told, and what is stored
  npx tsx src/cli.ts announce            tells the receiver what it has not been told yet
  npx tsx src/cli.ts announce 5          tells a receiver that cannot be reached 5 times first, or any other number
  npx tsx src/cli.ts overdue             which games are due, and which are overdue
  npx tsx src/cli.ts overdue 8           the same, 8 days from now, or any other number
  npx tsx src/cli.ts eventstore          shows in a browser what is stored, at the address that it prints
      --port <number>                    where it listens; without it, 2113
  npx tsx src/cli.ts help                this text

Options everywhere:
  --store <where>   where the events are: a file, or a server (esdb://localhost:2113?tls=false)
  --no-color        draws in one colour`;

/** @param moment when the program is to die; undefined for not at all. */
async function playIn(
  terminal: Terminal,
  { connection, matchCheckpoint, told }: Rooms,
  players: { readonly playerOne: string; readonly playerTwo: string } | { readonly matchId: string },
  how: "by hand" | "quick",
  moment?: Moment,
): Promise<void> {
  const { client } = connection;
  const [matches, games] = [new MatchRepository(client, connection), new GameRepository(client, connection)];
  const receiver = receiverIn(told);
  const connectFour = moment
    ? new Service(dyingGames(games, moment), dyingReceiver(receiver, moment))
    : new Service(games, receiver);
  const service = new Matches(matches);
  const match =
    "matchId" in players
      ? await service.getMatch(players.matchId)
      : await service.startMatch(players.playerOne, players.playerTwo, 3);
  terminal.print(`Match ${match.id}`);

  const byHand: PlayGame = async ({ gameId, number }) => {
    terminal.print(`Game ${number}`);
    const start = positionOf(await connectFour.getGame(gameId));
    const end = await playRound(terminal, start, async (player, column) =>
      positionOf((await connectFour.makeMove(gameId, player, column)).game),
    );
    return end.result !== undefined;
  };
  const quick: PlayGame = async (game, first) => {
    if (!first) {
      const answer = await terminal.ask(`Enter plays game ${game.number}, q leaves: `);
      if (answer === undefined || answer.trim().toLowerCase() === "q") return false;
    }
    await playToTheEnd(connectFour, game);
    terminal.print(`Game ${game.number}: ${game.playerOne} wins!`);
    return true;
  };
  const process = new MatchProcess(matches, games);
  const checkpoint = checkpointIn(matchCheckpoint);
  await playMatch(
    terminal,
    client,
    match.id,
    (signal) => {
      const reaction = matchReaction({ client, process, checkpoint, signal });
      return moment ? dyingReaction(reaction, moment, match.id) : reaction;
    },
    how === "quick" ? quick : byHand,
  );
}

async function play(terminal: Terminal, { gameId: matchId, store }: Request): Promise<void> {
  const players = matchId === undefined ? await askNames(terminal, undefined, undefined) : { matchId };
  if (players) await withStore(terminal, store, (rooms) => playIn(terminal, rooms, players, "by hand"));
}

const ANN_AND_BOB = { playerOne: "Ann", playerTwo: "Bob" };

async function quick(terminal: Terminal, { gameId: matchId, store }: Request): Promise<void> {
  const players = matchId === undefined ? ANN_AND_BOB : { matchId };
  await withStore(terminal, store, (rooms) => playIn(terminal, rooms, players, "quick"));
}

async function crash(terminal: Terminal, { gameId: word = "", store }: Request): Promise<void> {
  const moment = (Object.keys(MOMENTS) as Moment[]).find((one) => one === word);
  if (!moment) throw new Error(`crash needs a moment: ${Object.keys(MOMENTS).join(", ")}.`);
  await withStore(terminal, store, (rooms) => playIn(terminal, rooms, ANN_AND_BOB, "quick", moment));
}

/** @throws Error with a sentence where the word is no number. */
function numberIn(word: string | undefined, most: number): number {
  const number = Number(word ?? "0");
  if (!/^\d*$/.test(word ?? "") || number > most) throw new Error(`${word} is no number from 0 to ${most}.`);
  return number;
}

await run({
  usage,
  options: { store: { type: "string" }, port: { type: "string" } },
  commands: {
    play,
    quick,
    crash,
    bells: (terminal) => hearBells(terminal),
    matches: (terminal, { store }) =>
      withStore(terminal, store, async ({ connection }) => {
        for (const match of await matchesIn(connection.client))
          for (const line of linesOf(match)) terminal.print(line);
      }),
    told: (terminal, { store }) =>
      withStore(terminal, store, ({ connection, told }) => compareTold(terminal, connection.client, told)),
    announce: (terminal, { gameId: times, store }) =>
      withStore(terminal, store, (rooms) => announce(terminal, rooms, numberIn(times, 20))),
    overdue: (terminal, { gameId: days, store }) =>
      withStore(terminal, store, ({ connection }) =>
        lookAtTheClock(terminal, connection.client, numberIn(days, 10_000)),
      ),
    eventstore: (terminal, { store, port }) =>
      embeddedStore
        .prepare({ store, port }, undefined)
        .run({ terminal, locate: () => locateStore(store, process.env) }),
  },
});
