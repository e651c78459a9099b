import type { GameRepository } from "../application/game-repository.ts";
import type { Receiver } from "../application/receiver.ts";
import type { MatchCommand } from "../reactions/policy.ts";
import type { Reaction } from "../reactions/run-reaction.ts";

/** The moments at which `crash` can kill the program, and what it says then. */
export const MOMENTS = {
  start: "the second game has been started, and the checkpoint has not moved.",
  count: "the first game has been counted, and the checkpoint has not moved.",
  store: "the last move was about to be stored.",
  tell: "the receiver was about to be told.",
} as const;

export type Moment = keyof typeof MOMENTS;

/** As kill -9 does it: nothing is tidied up. */
function die(moment: Moment): never {
  process.stderr.write(`Killed: ${MOMENTS[moment]}\n`);
  process.kill(process.pid, "SIGKILL");
  throw new Error("The process is dead.");
}

/** @returns the reaction, for a program that dies after a command of this match, and before the checkpoint moves. */
export function dyingReaction(
  reaction: Reaction<MatchCommand>,
  moment: Moment,
  matchId: string,
): Reaction<MatchCommand> {
  const { checkpoint } = reaction;
  let last: MatchCommand | undefined;
  return {
    ...reaction,
    async act(command, event) {
      await reaction.act(command, event);
      last = command.matchId === matchId ? command : undefined;
    },
    checkpoint: {
      load: () => checkpoint.load(),
      async save(position) {
        if (moment === "start" && last?.type === "StartGame" && last.number > 1) die(moment);
        if (moment === "count" && last?.type === "CountGame") die(moment);
        await checkpoint.save(position);
      },
    },
  };
}

/** @returns the games, for a program that dies when it is about to store a game that has ended. */
export function dyingGames(games: GameRepository, moment: Moment): GameRepository {
  return {
    get: (id) => games.get(id),
    add: (game, cause) => (moment === "store" && game.result ? die(moment) : games.add(game, cause)),
  };
}

/** @returns the receiver, for a program that dies when it is about to tell it something. */
export function dyingReceiver(receiver: Receiver, moment: Moment): Receiver {
  return { tell: (message) => (moment === "tell" ? die(moment) : receiver.tell(message)) };
}
