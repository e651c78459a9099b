/**
 * Keeps all matches going, with its checkpoint in a file, until it is killed or its input ends. It may kill itself at one
 * of its awaits, while it handles a command of one type.
 *
 * Arguments: the connection string of the store, the path of the checkpoint, and optionally where to die, and during
 * which command, such as "append" and "CountGame".
 */
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { MatchRepository } from "../../../src/persistence/match-repository.ts";
import { CheckpointFile } from "../../../src/reactions/announcements/checkpoint-file.ts";
import { keepRunning } from "../../../src/reactions/keep-running.ts";
import { MatchProcess } from "../../../src/reactions/match-process.ts";
import { matchReaction } from "../../../src/reactions/match-reaction.ts";
import type { MatchCommand } from "../../../src/reactions/policy.ts";
import { type Reaction, runReaction } from "../../../src/reactions/run-reaction.ts";
import type { Place } from "./places.ts";

const [, , connectionString = "", path = "", place, during] = process.argv;
const connection = await connect(locateStore(connectionString, {}));
const checkpoint = CheckpointFile.open(path) ?? CheckpointFile.create(path, undefined);
const stopping = new AbortController();

/** The type of the command that is being handled. */
let current: MatchCommand["type"] | undefined;

/** Dies, as after a power failure, if this is the place. */
function mayDie(here: Place): void {
  if (here === place && current === during) process.kill(process.pid, "SIGKILL");
}

/** Wraps a method, so that the process may die after it. */
function dieAfter<Method extends string>(
  here: Place,
  method: Method,
  target: Record<Method, (...parameters: never[]) => Promise<unknown>>,
): void {
  const original = target[method].bind(target);
  Reflect.set(target, method, async (...parameters: never[]) => {
    const answer = await original(...parameters);
    mayDie(here);
    return answer;
  });
}

const matches = new MatchRepository(connection.client, connection);
const games = new GameRepository(connection.client, connection);
dieAfter("load", "get", matches);
dieAfter("append", "add", matches);
dieAfter("append", "add", games);
const reaction = matchReaction({
  client: connection.client,
  process: new MatchProcess(matches, games),
  checkpoint: {
    load: () => checkpoint.load(),
    async save(last) {
      mayDie("before the checkpoint");
      await checkpoint.save(last);
      mayDie("after the checkpoint");
    },
  },
  signal: stopping.signal,
});
const mortal: Reaction<MatchCommand> = {
  ...reaction,
  async *subscribe(after) {
    for await (const event of reaction.subscribe(after)) {
      current = reaction.decide(event)?.type;
      mayDie("event");
      yield event;
    }
  },
  decide(event) {
    const command = reaction.decide(event);
    if (command) mayDie("command");
    return command;
  },
  async act(command, event) {
    await reaction.act(command, event);
    mayDie("effect");
  },
};
process.stdin.once("end", () => stopping.abort()).resume();
await keepRunning(() => runReaction(mortal), stopping.signal);
checkpoint[Symbol.dispose]();
await connection.close();
