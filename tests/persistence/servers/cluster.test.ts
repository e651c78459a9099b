import { describe, expect, it, vi } from "vitest";
import { RETRY_POLICY } from "../../../src/persistence/with-retry.ts";
import { FOLLOWER, front, gossiped, LEADER, notLeader, UNKNOWN } from "./fronts.ts";
import { deadPort, silentServer } from "./lossy-proxy.ts";
import { CAUSE, newGame, players, TRUSTED, UNKNOWN_HOST } from "./players.ts";

const { store, storePort, frontPort, portOf, gamesAt, expectToWork, expectSentence } = players();

describe("a node that is not the leader", () => {
  const followerOf = (leaderPort: number) =>
    frontPort({
      reply: (path, headers) =>
        path.includes(".Streams/") && headers["requires-leader"] === "true"
          ? notLeader(leaderPort)
          : undefined,
    });

  it("sends players to the leader, whether they read a game or start one", async () => {
    const follower = await followerOf(storePort());
    await expectToWork(`esdb://localhost:${follower}?tls=false`);
    const game = newGame();
    await store.games.add(game, CAUSE);
    const games = await gamesAt(`esdb://localhost:${follower}?tls=false`);
    expect((await games.get(game.id)).events).toEqual(game.events);
  });

  it("is named together with a leader that cannot be reached", async () => {
    const leader = await deadPort();
    const follower = await followerOf(leader);
    const games = await gamesAt(`esdb://localhost:${follower}?tls=false`, { ...RETRY_POLICY, cluster: 200 });
    const error = await games.get("some-id").catch((reason) => reason);
    expect(error.message).toMatch(
      new RegExp(
        `refers to its leader at localhost:${leader}, which (cannot be reached|does not take over): `,
      ),
    );
  });

  it("is named together with a leader that redirects back to it", async () => {
    const ports: number[] = [];
    const refersTo = (index: number) => frontPort({ reply: () => notLeader(ports[index] ?? 0) });
    ports.push(await refersTo(1), await refersTo(0));
    const error = await (
      await gamesAt(`esdb://localhost:${ports[0]}?tls=false`, { ...RETRY_POLICY, cluster: 30 })
    )
      .get("some-id")
      .catch((reason) => reason);
    expect(error.message).toMatch(
      /refers to its leader at localhost:\d+, which does not take over: wait for the election of a leader, and check that this address leads to it\.$/,
    );
  });
});

describe("a cluster", () => {
  const asksForGossip = (path: string) => path.includes(".Gossip/");

  it("is served by the nodes that are left when one is down", async () => {
    const [dead, alive] = [await deadPort(), await frontPort()];
    for (let time = 1; time <= 4; time++) {
      // The client begins with a random one of them.
      await expectToWork(`esdb://127.0.0.1:${dead},127.0.0.1:${alive}?tls=false`);
    }
  });

  it("is found by a host name that resolves to one of its nodes", async () => {
    await expectToWork(`esdb+discover://localhost:${await frontPort()}?tls=false`);
  });

  it("is used through its leader", async () => {
    const asked = vi.fn();
    const leader = await frontPort({ reply: (path) => asked(path) });
    const members = gossiped([
      [FOLLOWER, await deadPort()],
      [LEADER, leader],
    ]);
    const follower = await frontPort({ reply: (path) => (asksForGossip(path) ? members : undefined) });
    await expectToWork(`esdb://127.0.0.1:${follower},127.0.0.1:${follower}?tls=false`);
    expect(asked).toHaveBeenCalledWith(expect.stringContaining(".Streams/"));
  });

  it("continues with another leader when its leader has died", async () => {
    const old = await front(storePort());
    let leader = old.port;
    const rest = await frontPort({
      reply: (path) => (asksForGossip(path) ? gossiped([[LEADER, leader]]) : undefined),
    });
    const games = await gamesAt(`esdb+discover://localhost:${rest}?tls=false`);
    const game = newGame();
    await games.add(game, CAUSE);

    await old.close();
    leader = rest;
    game.makeMove("Ann", "D");
    await games.add(game, CAUSE);
    expect(await store.stored(game.id)).toHaveLength(2);
  });

  it("is named if every node is down", async () => {
    const address = `esdb://127.0.0.1:${await deadPort()},127.0.0.1:${await deadPort()}`;
    await expectSentence(
      `${address}?tls=false&discoveryInterval=1`,
      `The event store at ${address} cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one.`,
    );
  });

  it("is named if it is silent, before the time-out", async () => {
    const address = `esdb+discover://localhost:${await portOf(silentServer())}`;
    await expectSentence(
      `${address}?tls=false&discoveryInterval=1`,
      `The event store at ${address} does not answer: check that it is running and not overloaded.`,
      { ...RETRY_POLICY, timeout: 50, cluster: 60, pause: 1 },
    );
  });

  it.each([
    ["self-signed", TRUSTED, "it has signed itself: if you trust it, name that certificate with tlsCAFile"],
    ["server", "tls=true", "is not trusted: name its authority with tlsCAFile"],
  ])(
    "with a wrong certificate (%s) is told so, even where another node is down",
    async (shown, options, advice) => {
      const address = `esdb://localhost:${await deadPort()},localhost:${await frontPort({ certificate: shown })}`;
      await expectSentence(
        `${address}?${options}&discoveryInterval=1`,
        `The event store at ${address} has a certificate that ${advice}.`,
      );
    },
  );

  it("is reported if its host name is unknown", async () => {
    await expectSentence(
      `esdb+discover://${UNKNOWN_HOST}?tls=false&discoveryInterval=1`,
      `The event store at esdb+discover://${UNKNOWN_HOST} cannot be found: check the name and the network, for nobody knows the address of ${UNKNOWN_HOST}:2113.`,
    );
  });

  it("is not ready while it has no leader", async () => {
    const electing = gossiped([[UNKNOWN, 2113]]);
    const port = await frontPort({ reply: (path) => (asksForGossip(path) ? electing : undefined) });
    const address = `esdb+discover://localhost:${port}`;
    await expectSentence(
      `${address}?tls=false&discoveryInterval=1`,
      `The event store at ${address} is not ready: wait until it has started, and its cluster has elected a leader.`,
    );
  });

  it("is reported if its nodes advertise addresses that cannot be reached", async () => {
    const dead = await deadPort();
    const elsewhere = gossiped([[LEADER, dead]]);
    const port = await frontPort({ reply: (path) => (asksForGossip(path) ? elsewhere : undefined) });
    const address = `esdb+discover://localhost:${port}`;
    await expectSentence(
      `${address}?tls=false&discoveryInterval=1`,
      `The event store at ${address} names a node at 127.0.0.1:${dead} that cannot be reached: start that node, or correct the address that it advertises.`,
      { ...RETRY_POLICY, cluster: 1_300, pause: 1 },
    );
  });
});
