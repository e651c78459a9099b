import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMNS } from "../../src/domain/board.ts";
import { GameError } from "../../src/domain/errors.ts";
import { Game } from "../../src/domain/game.ts";
import { LINES } from "./lines.ts";

type Command = (game: Game) => void;

const player = fc.oneof({ weight: 9, arbitrary: fc.constantFrom("Ann", "Bob") }, fc.string());
const column = fc.constantFrom(...COLUMNS);
const sensibleMove = fc.constantFrom(...COLUMNS).map(
  (column): Command =>
    (game) =>
      game.makeMove(game.nextPlayer ?? "Ann", column),
);
const anyMove = fc.tuple(player, column).map(
  ([player, column]): Command =>
    (game) =>
      game.makeMove(player, column),
);
const start = fc.tuple(player, player).map(
  ([one, two]): Command =>
    (game) =>
      game.startGame(one, two),
);

/** Generates commands that start a game, mostly follow the rules, and sometimes break each of them. */
const commands = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: sensibleMove },
    { weight: 2, arbitrary: anyMove },
    { weight: 1, arbitrary: start },
  ),
  { maxLength: 120, size: "max" },
);

function play(commands: readonly Command[]): Game {
  const game = new Game("some-id");
  game.startGame("Ann", "Bob");
  for (const command of commands) {
    const before = game.events;
    try {
      command(game);
    } catch (error) {
      if (!(error instanceof GameError)) throw error;
      expect(game.events).toEqual(before);
    }
  }
  return game;
}

const stateOf = (game: Game) => ({
  events: game.events,
  players: game.players,
  next: [game.nextPlayer, game.nextToken],
  result: game.result,
  winningLine: game.board.winningLine(),
  cells: COLUMNS.map((column) => [1, 2, 3, 4, 5, 6].map((row) => game.board.tokenAt({ column, row }))),
});

test("folding the events of a game gives the state of that game", () => {
  fc.assert(
    fc.property(commands, (commands) => {
      const game = play(commands);
      expect(stateOf(Game.loadFromHistory("some-id", game.events))).toEqual(stateOf(game));
    }),
    { numRuns: 200 },
  );
});

test("the result agrees with a check of all 69 lines, and no event follows it", () => {
  fc.assert(
    fc.property(commands, (commands) => {
      const game = play(commands);
      const four = LINES.map((line) => line.map((cell) => game.board.tokenAt(cell))).find(
        ([first, ...rest]) => first && rest.every((token) => token === first),
      );
      const full = game.board.columnsWithRoom().length === 0;
      expect(game.result).toBe(four ? `${four[0]}Won` : full ? "Tied" : undefined);
      expect(game.events.findIndex(({ type }) => type === "GameFinished")).toBe(
        game.result ? game.events.length - 1 : -1,
      );
    }),
    { numRuns: 200 },
  );
});
