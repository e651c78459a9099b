import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { ConnectFour } from "../../../../src/application/connect-four.ts";
import { ConcurrencyError, GameNotFoundError } from "../../../../src/application/game-repository.ts";
import { askNames } from "../../../../src/cli/screens/playing/ask-names.ts";
import { LocalPlay } from "../../../../src/cli/screens/playing/local-play.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "../../../domain/specification.ts";
import { embeddedStore } from "../../../persistence/embedded-store.ts";
import { boardsIn, cellsWith, gameIdIn } from "../../support/drawings.ts";
import { testTerminal } from "../../support/test-terminal.ts";

const store = embeddedStore();
const connectFour = () => new ConnectFour(store.games);
const farewell = (gameId: string) => `Come back to ${gameId}.`;
const ANN_AND_BOB_PLAY = { playerOne: "Ann", playerTwo: "Bob" };

async function gameAfter(columns: string): Promise<string> {
  const { game } = await connectFour().startGame("Ann", "Bob");
  for (const { player, column } of moves(columns)) await connectFour().makeMove(game.id, player, column);
  return game.id;
}

async function carryOn(gameId: string, lines: readonly string[], atTerminal?: ("input" | "output")[]) {
  const { terminal, printed } = testTerminal(lines, atTerminal);
  await new LocalPlay(connectFour(), terminal, farewell).carryOn(gameId);
  terminal.close();
  return stripVTControlCharacters(printed()).replaceAll("\r", "");
}

describe("the names", () => {
  const ask = async (lines: string[], one?: string, two?: string) => {
    const { terminal, printed } = testTerminal(lines);
    const names = await askNames(terminal, one, two);
    terminal.close();
    return { names, printed: printed() };
  };

  it("are asked for, and used without the white space around them", async () => {
    const { names, printed } = await ask([" Ann ", "Bob"]);
    expect(names).toEqual(ANN_AND_BOB_PLAY);
    expect(printed).toBe("Player one:  Ann \nPlayer two: Bob\n");
  });

  it.each([
    ["both", [], "Ann", "Bob", ""],
    ["the first", ["Bob"], "Ann", undefined, "Player two: Bob\n"],
    ["the second", ["Ann"], undefined, "Bob", "Player one: Ann\n"],
  ])("are not asked for where they are given: %s", async (_, lines, one, two, printed) => {
    expect(await ask(lines, one, two)).toEqual({ names: ANN_AND_BOB_PLAY, printed });
  });

  it("are asked for again if they are equal, whether on the command line or typed", async () => {
    const sentence = "ANN and Ann are the same name: the two players need different ones.";
    expect(await ask(["ANN", "Bob"], "Ann")).toEqual({
      names: ANN_AND_BOB_PLAY,
      printed: `Player two: ANN\n${sentence}\nPlayer two: Bob\n`,
    });
    expect((await ask(["ANN", "Bob"], undefined, "Ann")).names).toEqual({
      playerOne: "Bob",
      playerTwo: "Ann",
    });
  });

  it.each([
    ["first", [], "Player one: \n"],
    ["second", ["Ann"], "Player one: Ann\nPlayer two: \n"],
  ])("are nobody's where the input ends at the %s", async (_, lines, printed) => {
    expect(await ask(lines)).toEqual({ names: undefined, printed });
  });
});

describe("a game that goes on", () => {
  it("shows the current board, and asks the next player", async () => {
    const id = await gameAfter("D");
    const printed = await carryOn(id, ["D", "q"]);
    expect(gameIdIn(printed)).toBe(id);
    expect(printed.match(/\w+ \(.\) moves: .*/g)).toEqual(["Bob (O) moves: D", "Ann (X) moves: q"]);
    expect(boardsIn(printed).map((board) => [cellsWith("X", board), cellsWith("O", board)])).toEqual([
      [["D1"], []],
      [["D1"], ["D2"]],
    ]);
    expect(printed.endsWith(`\nCome back to ${id}.\n`)).toBe(true);
  });

  it("is left at the end of input", async () => {
    const id = await gameAfter("");
    expect((await carryOn(id, [])).endsWith(`Ann (X) moves: \nCome back to ${id}.\n`)).toBe(true);
  });

  it("answers a wrong column and a refused move with one sentence, and asks again", async () => {
    const id = await gameAfter("CCCCCC");
    const printed = await carryOn(id, ["H", "", "C", "?", "q"]);
    const replies = printed.split("Ann (X) moves: ").slice(1, -1);
    expect(replies).toEqual([
      'H\n"H" is not a column: type A to G, or 1 to 7 (? shows more).\n',
      '\n"" is not a column: type A to G, or 1 to 7 (? shows more).\n',
      "C\nColumn C is full: there is room in A, B, D, E, F, G.\n",
      expect.stringMatching(/^\?\n[^\n]+\.\n$/),
    ]);
    expect((await connectFour().getGame(id)).events).toHaveLength(7);
  });

  it.each([
    ["Ann has won", "ABABABA", "Ann wins!", 4],
    ["Bob has won", "ABABABCB", "Bob wins!", 4],
    ["nobody has won", COLUMNS_TO_A_TIE, "It's a tie!", 0],
  ])("asks for no moves once it is over: %s", async (_, columns, result, brackets) => {
    const printed = await carryOn(await gameAfter(columns), ["A"]);
    expect(printed).not.toContain("moves: ");
    expect(printed.endsWith(`\n\n${result}\n`)).toBe(true);
    const [board = []] = boardsIn(printed);
    expect([...cellsWith("[X]", board), ...cellsWith("[O]", board)]).toHaveLength(brackets);
  });

  it("is not found under an unknown id", async () => {
    await expect(carryOn("nobody-has-this-id", [])).rejects.toThrow(GameNotFoundError);
  });

  it("prints how to resume also if the store fails during the game", async () => {
    const { terminal, printed } = testTerminal(["D"]);
    const id = await gameAfter("");
    const failing = {
      getGame: (gameId: string) => connectFour().getGame(gameId),
      makeMove: () => Promise.reject(new Error("The disk is full.")),
    } as unknown as ConnectFour;
    await expect(new LocalPlay(failing, terminal, farewell).carryOn(id)).rejects.toThrow("The disk is full.");
    expect(printed().endsWith(`Ann (X) moves: D\nCome back to ${id}.\n`)).toBe(true);
  });

  it("says so if other players are faster again and again, and shows the current board", async () => {
    const id = await gameAfter("");
    const { terminal, printed } = testTerminal(["E", "q"]);
    const overtaken = {
      getGame: (gameId: string) => connectFour().getGame(gameId),
      makeMove: async () => {
        await connectFour().makeMove(id, "Ann", "D");
        throw new ConcurrencyError(id);
      },
    } as unknown as ConnectFour;
    await new LocalPlay(overtaken, terminal, farewell).carryOn(id);
    expect(printed()).toContain(`Ann (X) moves: E\nSomebody else has just played in game ${id}`);
    expect(cellsWith("X", boardsIn(printed()).at(-1) ?? [])).toEqual(["D1"]);
    expect(printed()).toContain("Bob (O) moves: q\n");
    expect((await connectFour().getGame(id)).events).toEqual([ANN_AND_BOB, ...moves("D")]);
  });
});

describe("a rematch", () => {
  const QUESTION = "Rematch with sides swapped? (y/n) ";

  it.each(["y", "Y", " yes "])("swaps the sides, at the answer %j", async (answer) => {
    const printed = await carryOn(await gameAfter("ABABABA"), [answer, "A", "q"], ["input", "output"]);
    const [first = "", rematch = ""] = printed.split(QUESTION);
    expect(gameIdIn(rematch)).not.toBe(gameIdIn(first));
    const { events } = await connectFour().getGame(gameIdIn(rematch));
    expect(events).toEqual([
      { type: "GameStarted", playerOne: "Bob", playerTwo: "Ann" },
      { type: "MoveMade", player: "Bob", column: "A" },
    ]);
    const end = `Ann (O) moves: q\nCome back to ${gameIdIn(rematch)}.\n`;
    expect(rematch.endsWith(end), "an answer that was typed before the question is shown behind it").toBe(
      true,
    );
  });

  it.each(["n", "NO", "q", undefined])("is declined at the answer %j", async (answer) => {
    const lines = answer === undefined ? [] : [answer, "y"];
    const printed = await carryOn(await gameAfter("ABABABA"), lines, ["input", "output"]);
    expect(printed.split(QUESTION)).toHaveLength(2);
    expect(printed.match(/^Game /gm)).toHaveLength(1);
    expect(printed).not.toContain("Come back");
  });

  it("is asked for again at any other answer", async () => {
    const printed = await carryOn(await gameAfter("ABABABA"), ["", "maybe", "n"], ["input", "output"]);
    const [, ...replies] = printed.split(QUESTION);
    for (const reply of replies.slice(0, -1)) expect(reply).toMatch(/Type y [^\n]+\.\n$/);
    expect(replies).toHaveLength(3);
  });

  it.each([[[]], [["input"]], [["output"]]] as const)(
    "is offered to nobody where a pipe is on either side, and only %j at a terminal",
    async (atTerminal) => {
      const printed = await carryOn(await gameAfter("ABABABA"), ["y"], [...atTerminal]);
      expect(printed).not.toContain("Rematch");
    },
  );
});
