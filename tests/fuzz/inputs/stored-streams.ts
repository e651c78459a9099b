import fc from "fast-check";
import { COLUMNS, type Column } from "../../../src/domain/board.ts";
import type { GameEvent } from "../../../src/domain/events.ts";
import { Game } from "../../../src/domain/game.ts";
import { corruptions, type Fault, type RawEvent, rawEvent } from "./corruptions.ts";
import { hostileText, hostileWord } from "./hostile-text.ts";

/** A stream as another program may have written it. */
export interface StoredStream {
  readonly id: string;
  readonly events: readonly RawEvent[];
  /** The events of its metadata stream, without any that truncate the stream. */
  readonly metadata: readonly RawEvent[];
  /** The events of the game, before any corruption. */
  readonly game: readonly GameEvent[];
  /** What is wrong with the stream, or undefined if all commands can read it. */
  readonly fault: Fault | undefined;
  /** The name of the corruption, for reading a counterexample. */
  readonly corruption: string;
}

/** A game of players with any names, because stored names may break today's rules. */
const game = fc
  .record({
    names: fc.tuple(hostileText, hostileText).filter(([one, two]) => one.trim() !== two.trim()),
    columns: fc.array(fc.constantFrom(...COLUMNS), { maxLength: 50, size: "max" }),
  })
  .map(({ names: [playerOne, playerTwo], columns }) => play(playerOne, playerTwo, columns));

function play(playerOne: string, playerTwo: string, columns: readonly Column[]): readonly GameEvent[] {
  const start: GameEvent = { type: "GameStarted", playerOne, playerTwo };
  const game = new Game("of-the-test");
  game.apply(start);
  for (const column of columns) {
    if (game.nextPlayer !== undefined && game.board.hasRoomInColumn(column))
      game.makeMove(game.nextPlayer, column);
  }
  return [start, ...game.events];
}

/** Ids of games: without NUL, which a stream name cannot have, and not blank, which a command line cannot give. */
const id = fc.oneof(
  { weight: 3, arbitrary: fc.uuid() },
  { weight: 1, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
  { weight: 6, arbitrary: hostileWord.filter((id) => id.trim() !== "") },
);

const ofStream = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        "",
        "null",
        "[]",
        "{}",
        '"$tb"',
        '{"$tb":0}',
        '{"$tb":-1}',
        '{"$acl":7}',
        "{".repeat(9_999),
      )
      .map((text) => Buffer.from(text)),
  ),
  { maxLength: 2 },
);

const ofEvent = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  hostileText.map((text) => Buffer.from(JSON.stringify({ $causationId: text, $correlationId: [text] }))),
  fc.constantFrom("null", "[]", '"x"', "{", '{"$causationId":7}').map((text) => Buffer.from(text)),
);

const whole = fc
  .record({ id, game, ofEvent, ofStream })
  .map(({ id, game, ofEvent, ofStream }): StoredStream => {
    const events = game.map((event) => rawEvent(event, ofEvent));
    const metadata = ofStream.map((data) => ({ ...rawEvent({ type: "$metadata" }), data }));
    return { id, events, metadata, game, fault: undefined, corruption: "none" };
  });

const corrupt = fc
  .record({
    whole,
    corruption: fc.constantFrom(...Object.keys(corruptions)),
    place: fc.nat({ max: 60 }),
    text: hostileText,
  })
  .map(({ whole, corruption, place, text }): StoredStream | undefined => {
    const { game, events } = whole;
    const done = corruptions[corruption]?.(game, events, place % game.length, text);
    return done && { ...whole, corruption, ...done };
  })
  .filter((stream) => stream !== undefined);

/** Streams with different ids; two thirds are corrupted. */
export const storedStreams: fc.Arbitrary<readonly StoredStream[]> = fc.uniqueArray(
  fc.oneof({ weight: 1, arbitrary: whole }, { weight: 2, arbitrary: corrupt }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 5, size: "max" },
);
