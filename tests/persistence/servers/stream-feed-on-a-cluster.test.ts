import { expect, it, vi } from "vitest";
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { StreamFeed } from "../../../src/persistence/stream-feed.ts";
import { gossiped, LEADER, type Reply, refusal, UNKNOWN } from "./fronts.ts";
import { CAUSE, newGame, players } from "./players.ts";

const { store, frontPort } = players();

const NOT_READY = "is not ready: wait until it has started, and its cluster has elected a leader.";

/**
 * Starts to wait for the second event of a game, on a node whose answers can be changed.
 *
 * @param isDeaf whether the subscription gets no events.
 */
async function waitingOn(isDeaf = false) {
  let reply: (path: string) => Reply = () => undefined;
  const port = await frontPort({
    reply: (path, headers) =>
      isDeaf && path.endsWith(".Streams/Read") && !headers["requires-leader"] ? "silence" : reply(path),
  });
  const gossip = (state: number, path: string) =>
    path.includes(".Gossip/") ? gossiped([[state, port]]) : undefined;
  const well = (path: string) => gossip(LEADER, path);
  reply = well;
  const location = locateStore(`esdb+discover://localhost:${port}?tls=false&discoveryInterval=1`, {});
  const connection = await connect(location);
  const said = vi.fn();
  connection.onTrouble = said;
  const game = newGame();
  await store.games.add(game, CAUSE);
  const feed = new StreamFeed(connection, `game-${game.id}`, 1, 10);
  const news = feed.beyond(1);
  return {
    said,
    news,
    /** Lets the node answer that it has no leader; open subscriptions stay open. */
    loseMajority() {
      reply = (path) => gossip(UNKNOWN, path) ?? refusal(14, "Server Is Not Ready");
    },
    mend() {
      reply = well;
    },
    async move() {
      game.makeMove("Ann", "D");
      await store.games.add(game, CAUSE);
    },
    async close() {
      await feed.close();
      await connection.close();
    },
  };
}

it("a player who waits for a move is told that the cluster has no leader, that it has one again, and continues", async () => {
  const { said, news, loseMajority, mend, move, close } = await waitingOn();
  loseMajority();
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith(expect.stringContaining(NOT_READY)));
  mend();
  const again = expect.stringContaining("answers again.");
  await vi.waitFor(() => expect(said).toHaveBeenLastCalledWith(again), 5_000);
  await move();
  await news;
  await close();
});

it("a move that the subscription does not deliver is found by reading", async () => {
  const { said, news, move, close } = await waitingOn(true);
  await move();
  await news;
  expect(said).not.toHaveBeenCalled();
  await close();
});
