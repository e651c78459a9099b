import type { IncomingHttpHeaders } from "node:http2";
import { describe, expect, it } from "vitest";
import { RETRY_POLICY, type RetryPolicy } from "../../../src/persistence/with-retry.ts";
import { gossiped, LEADER, notLeader, notReadyInsteadOf, type Reply, refusal } from "./fronts.ts";
import { deadPort } from "./lossy-proxy.ts";
import { CAUSE, newGame, players } from "./players.ts";

const { store, frontPort, gamesAt } = players();

/** Elections and pauses take a twentieth of their real time. */
const FASTER = 20;
const POLICY: RetryPolicy = {
  ...RETRY_POLICY,
  timeout: 500,
  starting: 250,
  pause: RETRY_POLICY.pause / FASTER,
};

const isGossip = (path: string) => path.includes(".Gossip/");
const goesToTheLeader = (path: string, headers: IncomingHttpHeaders) =>
  path.includes(".Streams/") && headers["requires-leader"] === "true";

/**
 * Starts three nodes. The first is a follower; it redirects to the second, which is no longer the leader. After some
 * seconds it redirects to the third, which is the leader.
 *
 * @param old how the second node, the old leader, behaves.
 * @param seconds how long the election takes in reality.
 * @returns the port of the first node, and a function that begins the election.
 */
async function electing(old: "dead" | "starting" | "refers back" | "silent", seconds: number) {
  let begun = Number.POSITIVE_INFINITY;
  let first = 0;
  const replies: Record<Exclude<typeof old, "dead">, () => Reply> = {
    starting: () => refusal(14, "Server Is Not Ready"),
    "refers back": () => notLeader(first),
    silent: () => "silence",
  };
  const second = old === "dead" ? await deadPort() : await frontPort({ reply: replies[old] });
  const third = await frontPort();
  const leader = () => (Date.now() - begun >= (seconds * 1_000) / FASTER ? third : second);
  first = await frontPort({
    reply(path, headers) {
      if (isGossip(path)) return gossiped([[LEADER, leader()]]);
      return goesToTheLeader(path, headers) ? notLeader(leader()) : undefined;
    },
  });
  return {
    first,
    begin: () => {
      begun = Date.now();
    },
  };
}

describe("a player in a cluster that has lost its leader", () => {
  it.each([
    ["dead", 2],
    ["dead", 5],
    ["dead", 20],
    ["starting", 5],
    ["refers back", 5],
    ["silent", 5],
  ] as const)("plays on with the new one: the old one is %s, for %i seconds", async (old, seconds) => {
    for (const nodes of [1, 2]) {
      const { first, begin } = await electing(old, seconds);
      const hosts = Array(nodes).fill(`localhost:${first}`).join(",");
      const games = await gamesAt(`esdb://${hosts}?tls=false&discoveryInterval=1`, POLICY);
      const game = newGame();
      await store.games.add(game, CAUSE);
      begin();
      game.makeMove("Ann", "D");
      await games.add(game, CAUSE);
      expect(await store.stored(game.id)).toHaveLength(2);
      expect((await games.get(game.id)).events).toEqual(game.events);
    }
  });
});

describe("a leader that stores an append and answers that it is not ready", () => {
  const answeringNotReady = (times: number) => {
    let left = times;
    return (path: string, message: Uint8Array) =>
      path.endsWith("/BatchAppend") && left-- > 0 ? notReadyInsteadOf(message) : message;
  };
  const gamesOf = async (change: (path: string, message: Uint8Array) => Uint8Array, policy = POLICY) =>
    gamesAt(`esdb://localhost:${await frontPort({ change })}?tls=false`, policy);

  it("is asked again, and recognises the events by their ids", async () => {
    const games = await gamesOf(answeringNotReady(2), { ...POLICY, starting: 10_000 });
    const game = newGame();
    const position = await games.add(game, CAUSE);
    const stored = await store.stored(game.id);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.position).toEqual(position);
  });

  it("is read if it keeps answering so, and the events are found", async () => {
    const games = await gamesOf(answeringNotReady(Number.POSITIVE_INFINITY));
    const game = newGame();
    const position = await games.add(game, CAUSE);
    expect(game.uncommittedEvents).toEqual([]);
    expect((await store.stored(game.id))[0]?.position).toEqual(position);
  });

  it("leaves the outcome unknown if it cannot be read, and the player is told so", async () => {
    let stored = false;
    const port = await frontPort({
      change: (path, message) => {
        if (!path.endsWith("/BatchAppend")) return message;
        stored = true;
        return notReadyInsteadOf(message);
      },
      reply: () => (stored ? refusal(14, "Server Is Not Ready") : undefined),
    });
    const games = await gamesAt(`esdb://localhost:${port}?tls=false`, POLICY);
    const game = newGame();
    await expect(games.add(game, CAUSE)).rejects.toThrow(
      `The event store at esdb://localhost:${port} is not ready: wait until it has started, and its cluster has elected a leader; what you did last may have been stored all the same: resume game ${game.id} to see whether it was.`,
    );
    expect(await store.stored(game.id)).toHaveLength(1);
  });
});
