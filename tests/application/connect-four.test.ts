import { describe, expect, it } from "vitest";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { ConcurrencyError, GameNotFoundError } from "../../src/application/game-repository.ts";
import {
  ColumnFullError,
  EqualPlayerNamesError,
  GameAlreadyFinishedError,
  NotYourTurnError,
} from "../../src/domain/errors.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "../domain/specification.ts";
import { embeddedStore, newGame } from "../persistence/embedded-store.ts";
import { OvertakenGames } from "./overtaken-games.ts";

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

const store = embeddedStore();
const connectFour = () => new ConnectFour(store.games);

/** Stores a game of Ann and Bob with moves into these columns, one letter per move. @returns its id. */
async function gameAfter(columns: string): Promise<string> {
  const { game } = await connectFour().startGame("Ann", "Bob");
  await play(game.id, columns);
  return game.id;
}

async function play(gameId: string, columns: string, first = 0): Promise<void> {
  for (const { player, column } of moves(columns).slice(first)) {
    await connectFour().makeMove(gameId, player, column);
  }
}

const factsOf = async (gameId: string) =>
  (await store.stored(gameId)).map(({ type, data }) => ({ type, ...(data as object) }));

describe("startGame", () => {
  it("stores the start of a game under a new id, and returns its state", async () => {
    const { game, position } = await connectFour().startGame(" Ann ", "Bob");
    expect(game.id).toMatch(UUID_V4);
    expect(game.players).toEqual({ playerOne: "Ann", playerTwo: "Bob" });
    expect(game.nextPlayer).toBe("Ann");
    expect([game.historicalEvents, game.uncommittedEvents]).toEqual([[ANN_AND_BOB], []]);
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB]);
    expect((await store.stored(game.id)).at(-1)?.position).toEqual(position);
    expect((await connectFour().startGame("Ann", "Bob")).game.id).not.toBe(game.id);
  });

  it("stores nothing if the names are refused", async () => {
    const games = new OvertakenGames(store.games, async () => {});
    await expect(new ConnectFour(games).startGame("Ann", "ann")).rejects.toThrow(EqualPlayerNamesError);
    expect(games.causes).toEqual([]);
  });
});

describe("makeMove", () => {
  it("stores the move, and returns the state after it and its position in the log", async () => {
    const id = await gameAfter("D");
    const { game, position } = await connectFour().makeMove(id, "Bob", "E");
    expect([game.id, game.nextPlayer]).toEqual([id, "Ann"]);
    expect(game.board.tokenAt({ column: "E", row: 1 })).toBe("PlayerTwo");
    expect([game.historicalEvents, game.uncommittedEvents]).toEqual([[ANN_AND_BOB, ...moves("DE")], []]);
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("DE")]);
    expect((await store.stored(id)).at(-1)?.position).toEqual(position);
  });

  it("stores GameFinished together with the move that decides the game", async () => {
    const id = await gameAfter("ABABAB");
    const { game, position } = await connectFour().makeMove(id, "Ann", "A");
    expect([game.result, game.nextPlayer]).toEqual(["PlayerOneWon", undefined]);
    const finished = { type: "GameFinished", result: "PlayerOneWon" };
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("ABABABA"), finished]);
    expect((await store.stored(id)).at(-1)?.position).toEqual(position);
    await expect(connectFour().makeMove(id, "Bob", "C")).rejects.toThrow(GameAlreadyFinishedError);
  });

  it("stores nothing if the game refuses the move", async () => {
    const id = await gameAfter("CCCCCC");
    await expect(connectFour().makeMove(id, "Ann", "C")).rejects.toThrow(ColumnFullError);
    await expect(connectFour().makeMove(id, "Bob", "D")).rejects.toThrow(NotYourTurnError);
    expect(await factsOf(id)).toHaveLength(7);
  });

  it("finds no game under an unknown id, and starts none", async () => {
    const move = connectFour().makeMove("nobody-has-this-id", "Ann", "D");
    await expect(move).rejects.toThrow(GameNotFoundError);
    await expect(move).rejects.toMatchObject({
      name: "GameNotFoundError",
      gameId: "nobody-has-this-id",
      message: "There is no game nobody-has-this-id: check the id, and which store the events are in.",
    });
    await expect(store.stored("nobody-has-this-id")).rejects.toThrow("not found");
  });
});

describe("getGame", () => {
  it("returns the state that the events lead to", async () => {
    const game = await connectFour().getGame(await gameAfter("DDE"));
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DDE")]);
    expect([game.nextPlayer, game.result]).toEqual(["Bob", undefined]);
  });

  it("finds no game under an unknown id", async () => {
    await expect(connectFour().getGame("nobody-has-this-id")).rejects.toThrow(GameNotFoundError);
  });
});

describe("the cause of an event", () => {
  const causesOf = async (gameId: string) =>
    (await store.stored(gameId)).map(({ metadata }) => metadata as Record<string, string>);

  it("is the id of its command, which all events of one command share", async () => {
    const causes = await causesOf(await gameAfter("ABABABA"));
    const causationIds = causes.map(({ $causationId }) => $causationId);
    for (const id of causationIds) expect(id).toMatch(UUID_V4);
    expect(causationIds.at(-1), "GameFinished").toBe(causationIds.at(-2));
    expect(new Set(causationIds).size).toBe(causes.length - 1);
  });

  it("belongs to the story that began with the start of the game", async () => {
    const causes = await causesOf(await gameAfter("ABABABA"));
    const [start] = causes;
    expect(start?.$correlationId).toBe(start?.$causationId);
    for (const { $correlationId } of causes) expect($correlationId).toBe(start?.$correlationId);
  });

  it("carries on the correlation id of the first event, also in another process", async () => {
    const game = newGame();
    await store.games.add(game, { causationId: "a reaction", correlationId: "a match" });
    await connectFour().makeMove(game.id, "Ann", "D");
    const [start, move] = await causesOf(game.id);
    expect(start).toEqual({ $causationId: "a reaction", $correlationId: "a match" });
    expect(move).toEqual({ $causationId: expect.stringMatching(UUID_V4), $correlationId: "a match" });
  });
});

describe("when another terminal moves first", () => {
  it("the game decides again: it is no longer the player's turn, and nothing is stored twice", async () => {
    const id = await gameAfter("");
    const games = new OvertakenGames(store.games, () => play(id, "D"));
    await expect(new ConnectFour(games).makeMove(id, "Ann", "E")).rejects.toThrow(
      new NotYourTurnError("Ann", "Bob"),
    );
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("D")]);
    expect([games.loaded, games.causes.length]).toEqual([2, 1]);
  });

  it("the move counts if it is still the player's turn, once and as one command", async () => {
    const id = await gameAfter("");
    const pending = ["", "DF"];
    const games = new OvertakenGames(store.games, () => play(id, pending.pop() ?? ""));
    const { game } = await new ConnectFour(games).makeMove(id, "Ann", "E");
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("DFE")]);
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DFE")]);
    expect(games.causes[0]?.causationId).toMatch(UUID_V4);
    expect(games.causes).toEqual([games.causes[0], games.causes[0]]);
  });

  it.each([
    ["four times in a row, the fifth attempt counts", 4],
    ["five times in a row, the player is told to look at the board again", 5],
  ])("%s", async (_, times) => {
    const id = await gameAfter("");
    let played = "";
    const games = new OvertakenGames(store.games, async () => {
      if (games.causes.length > times) return;
      const before = played.length;
      played = COLUMNS_TO_A_TIE.slice(0, before + 2);
      await play(id, played, before);
    });
    const move = new ConnectFour(games).makeMove(id, "Ann", "A");
    if (times < 5) expect((await move).game.events).toEqual([ANN_AND_BOB, ...moves(`${played}A`)]);
    else {
      await expect(move).rejects.toThrow(ConcurrencyError);
      await expect(move).rejects.toMatchObject({
        name: "ConcurrencyError",
        gameId: id,
        message: `Somebody else has just played in game ${id}: look at the board again.`,
      });
    }
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves(times < 5 ? `${played}A` : played)]);
    expect([games.loaded, games.causes.length]).toEqual([5, 5]);
  });

  it("no other error is tried again", async () => {
    const id = await gameAfter("");
    const games = new OvertakenGames(store.games, () => Promise.reject(new Error("The disk is full.")));
    await expect(new ConnectFour(games).makeMove(id, "Ann", "A")).rejects.toThrow("The disk is full.");
    expect([games.loaded, games.causes.length]).toEqual([1, 1]);
    expect(await factsOf(id)).toEqual([ANN_AND_BOB]);
  });
});
