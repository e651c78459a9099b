import { describe, expect, it } from "vitest";
import { CachingConnectFour } from "../../src/application/caching-connect-four.ts";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { ColumnFullError, NotYourTurnError } from "../../src/domain/errors.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { embeddedStore } from "../persistence/embedded-store.ts";
import { OvertakenGames } from "./overtaken-games.ts";

const store = embeddedStore();

/** A service in this process, which counts what it loads, and another one elsewhere, on the same store. */
function here(overtake: (gameId: string) => Promise<unknown> = async () => {}) {
  const games = new OvertakenGames(store.games, overtake);
  return { games, connectFour: new CachingConnectFour(games), elsewhere: new ConnectFour(store.games) };
}

const factsOf = async (gameId: string) =>
  (await store.stored(gameId)).map(({ type, data }) => ({ type, ...(data as object) }));

describe("a game in which a move was made here", () => {
  it("is not read again, move by move", async () => {
    const { games, connectFour } = here();
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    for (const { player, column } of moves("DDEE")) await connectFour.makeMove(id, player, column);
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("DDEE")]);
    expect(games.loaded).toBe(0);
  });

  it("is read again before a move is refused that may be right by now", async () => {
    const { games, connectFour, elsewhere } = here();
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    await connectFour.makeMove(id, "Ann", "D");
    await elsewhere.makeMove(id, "Bob", "E");
    const { game } = await connectFour.makeMove(id, "Ann", "F");
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DEF")]);
    expect([games.loaded, games.causes.length]).toEqual([1, 3]);
  });

  it("is read again once before a move is refused, where it stands as it did", async () => {
    const { games, connectFour } = here();
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    for (const { player, column } of moves("CCCCCC")) await connectFour.makeMove(id, player, column);
    await expect(connectFour.makeMove(id, "Ann", "C")).rejects.toThrow(ColumnFullError);
    expect(games.loaded).toBe(1);
  });

  it("is read again where somebody has moved elsewhere, and decides again", async () => {
    const { games, connectFour, elsewhere } = here();
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    await elsewhere.makeMove(id, "Ann", "D");
    await expect(connectFour.makeMove(id, "Ann", "E")).rejects.toThrow(new NotYourTurnError("Ann", "Bob"));
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("D")]);
    expect([games.loaded, games.causes.length]).toEqual([1, 2]);
  });

  it("is read again whenever somebody looks at it", async () => {
    const { connectFour, elsewhere } = here();
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    await elsewhere.makeMove(id, "Ann", "D");
    expect((await connectFour.getGame(id)).events).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  it("is read again after a move of which nobody knows whether it was stored", async () => {
    let answers = true;
    const { games, connectFour } = here(async () => {
      if (!answers) throw new Error("The store does not answer.");
    });
    const { id } = (await connectFour.startGame("Ann", "Bob")).game;
    answers = false;
    await expect(connectFour.makeMove(id, "Ann", "D")).rejects.toThrow("The store does not answer.");
    expect(games.loaded, "nothing is tried again").toBe(0);
    answers = true;
    await connectFour.makeMove(id, "Ann", "D");
    expect(games.loaded).toBe(1);
  });
});

describe("of many games", () => {
  it("the hundred in which somebody moved last are remembered", async () => {
    const { games, connectFour } = here();
    const ids: string[] = [];
    for (let count = 0; count < 100; count++) ids.push((await connectFour.startGame("Ann", "Bob")).game.id);
    const [first, second] = ids as [string, string];
    await connectFour.makeMove(first, "Ann", "A"); // now the second has waited longest
    await connectFour.startGame("Ann", "Bob");
    await connectFour.makeMove(first, "Bob", "A");
    expect(games.loaded).toBe(0);
    await connectFour.makeMove(second, "Ann", "A");
    expect(games.loaded).toBe(1);
  });
});
