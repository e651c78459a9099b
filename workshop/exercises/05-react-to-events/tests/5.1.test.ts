import { beforeEach, describe, expect, test } from "vitest";
import { ConnectFour } from "../src/application/connect-four.ts";
import type { GameRepository } from "../src/application/game-repository.ts";
import { ringsSoFar } from "../src/bell.ts";
import { Game } from "../src/domain/game.ts";
import { fold, type GameTables } from "../src/projections/fold.ts";
import { MemoryTable } from "../src/projections/tables/memory-table.ts";
import { game } from "./events.ts";

const NOON = new Date(Date.UTC(2026, 2, 1, 12));
const WON = game("Ann", "Bob", "ABABABA", "PlayerOneWon");

beforeEach(() => {
  ringsSoFar();
});

describe("a bell rings when something happens, and not when somebody looks at what has happened", () => {
  test("loading a game that was won last year rings no bell", () => {
    Game.loadFromHistory("last-year", WON);
    expect(ringsSoFar()).toEqual([]);
  });

  test("building the list of games anew rings no bell", () => {
    const tables: GameTables = {
      games: new MemoryTable(),
      standings: new MemoryTable(),
      results: new MemoryTable(),
    };
    for (const id of ["one", "two", "three"]) for (const event of WON) fold(tables, id, event, NOON);
    expect(ringsSoFar()).toEqual([]);
    expect(tables.games.get("three")).toMatchObject({ result: "PlayerOneWon" });
  });

  test("a command rings no bell: what it has decided is not stored yet, and perhaps never will be", () => {
    const game = Game.loadFromHistory("today", WON.slice(0, -2));
    game.makeMove("Ann", "A");
    expect([game.result, ringsSoFar()]).toEqual(["PlayerOneWon", []]);
  });

  test("storing a move rings no bell: a program that dies right after the append would never ring it", async () => {
    const games: GameRepository = {
      get: async (id) => Game.loadFromHistory(id, WON.slice(0, -2)),
      add: async (game) => {
        game.markCommitted(game.uncommittedEvents);
        return undefined;
      },
    };
    const { game } = await new ConnectFour(games).makeMove("today", "Ann", "A");
    expect([game.result, ringsSoFar()]).toEqual(["PlayerOneWon", []]);
  });
});
