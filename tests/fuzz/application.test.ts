import fc from "fast-check";
import { expect } from "vitest";
import { ConnectFour, type Outcome } from "../../src/application/connect-four.ts";
import { ConcurrencyError, GameNotFoundError } from "../../src/application/game-repository.ts";
import { COLUMNS, type Column } from "../../src/domain/board.ts";
import { GameError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { toGameEvent } from "../../src/persistence/event-mapping.ts";
import { embeddedStore } from "../persistence/embedded-store.ts";
import { type Count, fuzz } from "./fuzz.ts";
import { hostileText } from "./inputs/hostile-text.ts";

const store = embeddedStore();

interface Move {
  /** The index of a started game, or any text. */
  readonly game: number | string;
  /** The next player, the other player, or any text. */
  readonly player: "next" | "other" | { readonly name: string };
  readonly column: Column;
}

type Command =
  | { readonly kind: "start"; readonly names: readonly [string, string] }
  | { readonly kind: "move"; readonly moves: readonly Move[] }
  | { readonly kind: "get"; readonly game: number | string };

const often = { weight: 12 } as const;
const name = fc.oneof({ ...often, arbitrary: fc.constantFrom("Ann", "Bob", "Zoë", " 李雷 ") }, hostileText);
const game = fc.oneof({ ...often, arbitrary: fc.nat({ max: 5 }) }, { weight: 1, arbitrary: hostileText });
const move: fc.Arbitrary<Move> = fc.record({
  game,
  player: fc.oneof(
    { ...often, arbitrary: fc.constant("next" as const) },
    { weight: 1, arbitrary: fc.constant("other" as const) },
    { weight: 1, arbitrary: hostileText.map((name) => ({ name })) },
  ),
  column: fc.constantFrom(...COLUMNS),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("start" as const), names: fc.tuple(name, name) }) },
  { weight: 12, arbitrary: move.map((one) => ({ kind: "move" as const, moves: [one] })) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      moves: fc.array(move, { minLength: 2, maxLength: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("get" as const), game }) },
);

/** Expects an error that the application may show to a user; any other error is a fault. */
function expectReason(reason: unknown): void {
  if (
    !(
      reason instanceof GameError ||
      reason instanceof GameNotFoundError ||
      reason instanceof ConcurrencyError
    )
  )
    throw reason;
  expect(reason.message).toMatch(/\S\.$/);
}

/** Users who start games and make moves; compares the events that they saw with the stored ones. */
class Users {
  /** Two services, as at two terminals; each move uses one of them. */
  readonly #services = [new ConnectFour(store.games), new ConnectFour(store.games)] as const;
  /** The events of each game that users have seen, by game id. */
  readonly #told = new Map<string, readonly GameEvent[]>();
  #turn = 0;

  async give(command: Command, count: Count): Promise<void> {
    switch (command.kind) {
      case "start":
        count("commands to the application");
        return this.#check([this.#service().startGame(...command.names)]);
      case "move":
        count(
          command.moves.length === 1 ? "commands to the application" : "commands at once to the application",
          command.moves.length,
        );
        return this.#check(command.moves.map((move) => this.#move(move)));
      case "get": {
        count("commands to the application");
        const id = this.#id(command.game);
        const game = await this.#service().getGame(id).catch(expectReason);
        expect(game?.events).toEqual(this.#told.get(id));
      }
    }
  }

  async #check(commands: readonly Promise<Outcome>[]): Promise<void> {
    const outcomes = await Promise.allSettled(commands);
    for (const outcome of outcomes) if (outcome.status === "rejected") expectReason(outcome.reason);
    const told = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    for (const { game } of told) {
      const known = this.#told.get(game.id) ?? [];
      if (game.events.length > known.length) this.#told.set(game.id, game.events);
    }
    for (const { game } of told) {
      const stored = (await store.stored(game.id)).map(toGameEvent);
      expect(stored, "all that anybody was told, once, and nothing else").toEqual(this.#told.get(game.id));
      expect(stored.slice(0, game.events.length), "as each of them was told").toEqual(game.events);
    }
    const moves = told.map(
      ({ game }) => `${game.id} ${game.events.findLastIndex(({ type }) => type === "MoveMade")}`,
    );
    expect(new Set(moves).size, "no move answers two commands").toBe(told.length);
  }

  #service(): ConnectFour {
    return this.#services[this.#turn++ % 2 === 0 ? 0 : 1];
  }

  #id(game: number | string): string {
    return typeof game === "string" ? game : ([...this.#told.keys()].at(-1 - game) ?? "none yet");
  }

  #move({ game, player, column }: Move): Promise<Outcome> {
    const id = this.#id(game);
    const [start, ...moves] = this.#told.get(id) ?? [];
    const players = start?.type === "GameStarted" ? [start.playerOne, start.playerTwo] : ["Ann", "Bob"];
    const next = moves.length % 2;
    const name = typeof player === "object" ? player.name : players[player === "next" ? next : 1 - next];
    return this.#service().makeMove(id, name ?? "", column);
  }
}

fuzz("whatever users want, they get it or are told why not, and what they were told is stored", {
  input: fc.array(command, { minLength: 1, maxLength: 150, size: "max" }),
  inputs: { few: 2, many: 70 },
  cases: 4_000,
  async check(commands, count) {
    const users = new Users();
    await users.give({ kind: "start", names: ["Ann", "Bob"] }, count);
    for (const command of commands) await users.give(command, count);
  },
});
