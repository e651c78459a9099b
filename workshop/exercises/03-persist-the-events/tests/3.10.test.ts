import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ANN_AND_BOB, moves } from "./events.ts";
import { CAUSE, newGame, openStore } from "./store.ts";

describe("each append says at which revision the stream must still end", () => {
  const store = openStore("are ignored");

  test("a new game expects that there is no stream", async () => {
    const game = newGame();
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(store.expectedRevisions(game.id)).toEqual(["no_stream"]);
  });

  test("a game that was loaded expects the revision of its last historical event", async () => {
    const id = await store.given(ANN_AND_BOB, ...moves("DED"));
    await expect(store.games.get(id)).resolves.toMatchObject({ id });
    const game = await store.games.get(id);
    game.makeMove("Bob", "E");
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(store.expectedRevisions(id).at(-1)).toBe("3");
  });

  test("a game that was stored and goes on expects the revision of what was stored", async () => {
    const game = newGame();
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    for (const { player, column } of moves("DED")) {
      game.makeMove(player, column);
      await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    }
    expect(store.expectedRevisions(game.id)).toEqual(["no_stream", "0", "1", "2"]);
  });
});

describe("two players, one revision", () => {
  const store = openStore("count");

  test("the second move is a ConcurrencyError, and stays uncommitted", async () => {
    const id = await store.given(ANN_AND_BOB);
    await expect(store.games.get(id)).resolves.toMatchObject({ id });
    const [one, other] = [await store.games.get(id), await store.games.get(id)];
    one.makeMove("Ann", "D");
    other.makeMove("Ann", "E");

    await expect(store.games.add(one, CAUSE)).resolves.not.toThrow();
    expect(await errorOf(store.games.add(other, CAUSE))).toBe("ConcurrencyError");
    expect(other.uncommittedEvents).toEqual([{ type: "MoveMade", player: "Ann", column: "E" }]);
  });

  test("the second move is not on the board: there is one token of Ann, not two", async () => {
    const id = await store.given(ANN_AND_BOB);
    await expect(store.games.get(id)).resolves.toMatchObject({ id });
    const [one, other] = [await store.games.get(id), await store.games.get(id)];
    one.makeMove("Ann", "D");
    other.makeMove("Ann", "E");

    await errorOf(store.games.add(one, CAUSE));
    await errorOf(store.games.add(other, CAUSE));
    const { board, nextPlayer } = await store.games.get(id);
    const tokens = { D: board.tokenAt({ column: "D", row: 1 }), E: board.tokenAt({ column: "E", row: 1 }) };
    expect({ ...tokens, nextPlayer }).toEqual({ D: "PlayerOne", E: undefined, nextPlayer: "Bob" });
  });

  test("two games cannot start in one stream", async () => {
    const id = randomUUID();
    await expect(store.games.add(newGame(id), CAUSE)).resolves.not.toThrow();
    expect(await errorOf(store.games.add(newGame(id), CAUSE))).toBe("ConcurrencyError");
    expect(await store.stored(id)).toEqual([ANN_AND_BOB]);
  });
});

/** @returns the name of the error's class, or "no error". */
async function errorOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
    return "no error";
  } catch (error) {
    return error instanceof Error ? error.constructor.name : String(error);
  }
}
