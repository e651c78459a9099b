import { describe, expect, it } from "vitest";
import {
  ColumnFullError,
  GameAlreadyFinishedError,
  GameAlreadyStartedError,
  GameNotStartedError,
  NotYourTurnError,
  UnknownEventError,
  UnknownPlayerError,
} from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import {
  ANN_AND_BOB,
  COLUMNS_TO_A_TIE,
  COLUMNS_TO_A_WIN_WITH_THE_LAST_TOKEN,
  given,
  moves,
} from "./specification.ts";

const ANN_WON: GameEvent = { type: "GameFinished", result: "PlayerOneWon" };

describe("startGame", () => {
  it("records who plays", () => {
    given()
      .when((game) => game.startGame("Ann", "Bob"))
      .thenRecords(ANN_AND_BOB);
  });

  it("records names without the white space around them", () => {
    given()
      .when((game) => game.startGame("  Ann ", "\tBob\n"))
      .thenRecords(ANN_AND_BOB);
  });

  it("is refused a second time", () => {
    given(ANN_AND_BOB)
      .when((game) => game.startGame("Cid", "Dee"))
      .thenRefuses(GameAlreadyStartedError, "This game has already started: Ann plays against Bob.");
  });

  it("is refused after the finish", () => {
    given(ANN_AND_BOB, ...moves("ABABABA"), ANN_WON)
      .when((game) => game.startGame("Cid", "Dee"))
      .thenRefuses(GameAlreadyStartedError, "This game has already started: Ann plays against Bob.");
  });
});

describe("makeMove", () => {
  it("records who dropped a token into which column", () => {
    given(ANN_AND_BOB)
      .when((game) => game.makeMove("Ann", "D"))
      .thenRecords({ type: "MoveMade", player: "Ann", column: "D" });
  });

  it("lets the players take turns, player one first", () => {
    given(ANN_AND_BOB, ...moves("D"))
      .when((game) => game.makeMove("Bob", "D"))
      .thenRecords({ type: "MoveMade", player: "Bob", column: "D" });
  });

  it("is refused before the start", () => {
    given()
      .when((game) => game.makeMove("Ann", "D"))
      .thenRefuses(GameNotStartedError, "This game has not started yet: it needs two players first.");
  });

  it("is refused to player two as the first move", () => {
    given(ANN_AND_BOB)
      .when((game) => game.makeMove("Bob", "D"))
      .thenRefuses(NotYourTurnError, "It is not Bob's turn: Ann moves next.");
  });

  it("is refused to a player twice in a row", () => {
    given(ANN_AND_BOB, ...moves("D"))
      .when((game) => game.makeMove("Ann", "D"))
      .thenRefuses(NotYourTurnError, "It is not Ann's turn: Bob moves next.");
  });

  it("is refused to a player who is not in the game", () => {
    given(ANN_AND_BOB)
      .when((game) => game.makeMove("Zoe", "D"))
      .thenRefuses(UnknownPlayerError, "Zoe does not play in this game: Ann and Bob do.");
  });

  it("is refused for a full column", () => {
    given(ANN_AND_BOB, ...moves("CCCCCC"))
      .when((game) => game.makeMove("Ann", "C"))
      .thenRefuses(ColumnFullError, "Column C is full: there is room in A, B, D, E, F, G.");
  });

  it("fills a column up to the sixth token", () => {
    given(ANN_AND_BOB, ...moves("CCCCC"))
      .when((game) => game.makeMove("Bob", "C"))
      .thenRecords({ type: "MoveMade", player: "Bob", column: "C" });
  });

  it("is refused after the finish", () => {
    given(ANN_AND_BOB, ...moves("ABABABA"), ANN_WON)
      .when((game) => game.makeMove("Bob", "D"))
      .thenRefuses(GameAlreadyFinishedError, "This game is over: start a new one to play on.");
  });
});

describe("the move that decides the game", () => {
  it.each([
    ["player one wins in a column", "ABABABA", "PlayerOneWon"],
    ["player two wins in a column", "ABABABCB", "PlayerTwoWon"],
    ["player one wins in a row", "AABBCCD", "PlayerOneWon"],
    ["player two wins in a diagonal", "FDEBFFDGGEGG", "PlayerTwoWon"],
    ["the board is full", COLUMNS_TO_A_TIE, "Tied"],
    ["the last token of a full board wins", COLUMNS_TO_A_WIN_WITH_THE_LAST_TOKEN, "PlayerTwoWon"],
  ] as const)("is followed by GameFinished: %s", (_, columns, result) => {
    const before = moves(columns).slice(0, -1);
    const deciding = moves(columns).slice(-1);
    given(ANN_AND_BOB, ...before)
      .when((game) => deciding.map(({ player, column }) => game.makeMove(player, column)))
      .thenRecords(...deciding, { type: "GameFinished", result });
  });
});

describe("the state of a game", () => {
  it("is empty before the start", () => {
    const game = new Game("some-id");
    expect(game.id).toBe("some-id");
    expect([game.players, game.nextPlayer, game.nextToken, game.result, game.revision]).toEqual(
      Array(5).fill(undefined),
    );
    expect(game.events).toEqual([]);
  });

  it("knows the players, whose turn it is and where the tokens lie", () => {
    const game = Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("D")]);
    expect(game.players).toEqual({ playerOne: "Ann", playerTwo: "Bob" });
    expect([game.nextPlayer, game.nextToken]).toEqual(["Bob", "PlayerTwo"]);
    expect(game.board.tokenAt({ column: "D", row: 1 })).toBe("PlayerOne");
    game.makeMove("Bob", "D");
    expect([game.nextPlayer, game.nextToken]).toEqual(["Ann", "PlayerOne"]);
    expect(game.board.tokenAt({ column: "D", row: 2 })).toBe("PlayerTwo");
  });

  it("has a result, and no next player, after the finish", () => {
    const game = Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("ABABABA"), ANN_WON]);
    expect([game.result, game.nextPlayer, game.nextToken]).toEqual(["PlayerOneWon", undefined, undefined]);
  });

  it("changes through apply, which records nothing", () => {
    const game = new Game("some-id");
    game.apply(ANN_AND_BOB);
    expect(game.players).toEqual({ playerOne: "Ann", playerTwo: "Bob" });
    expect(game.events).toEqual([]);
  });

  it("cannot be changed through apply by an event that does not exist", () => {
    expect(() => new Game("some-id").apply({ type: "GameCheated" } as never)).toThrow(
      new UnknownEventError({ type: "GameCheated" } as never),
    );
  });
});

describe("events", () => {
  it("are uncommitted until the store has them, then history", () => {
    const game = Game.loadFromHistory("some-id", [ANN_AND_BOB]);
    game.makeMove("Ann", "D");
    expect(game.revision).toBe(0);
    expect(game.historicalEvents).toEqual([ANN_AND_BOB]);
    expect(game.uncommittedEvents).toEqual(moves("D"));
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("D")]);

    const sent = game.uncommittedEvents;
    game.makeMove("Bob", "E");
    game.markCommitted(sent);
    expect(game.revision).toBe(1);
    expect(game.historicalEvents).toEqual([ANN_AND_BOB, ...moves("D")]);
    expect(game.uncommittedEvents).toEqual(moves("DE").slice(1));
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DE")]);
  });

  it("begin at revision 0", () => {
    const game = new Game("some-id");
    game.startGame("Ann", "Bob");
    expect(game.revision).toBeUndefined();
    game.markCommitted(game.uncommittedEvents);
    expect(game.revision).toBe(0);
  });
});
