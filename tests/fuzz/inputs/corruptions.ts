import { ROWS } from "../../../src/domain/board.ts";
import type { GameEvent } from "../../../src/domain/events.ts";

/** A stored event, which any program may have written. */
export interface RawEvent {
  readonly type: string;
  readonly contentType: "application/json" | "application/octet-stream";
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/**
 * What is wrong with an event. "unreadable": its data cannot be parsed. "strange": a game has no such event type, and
 * the read side passes over it. "corrupt": it can be parsed, but the state of the game cannot hold it.
 */
export type Fault = "unreadable" | "strange" | "corrupt";

/** An altered stream, with its fault, or with its new history if it has none. */
type Altered = { readonly events: readonly RawEvent[] } & (
  | { readonly fault: Fault }
  | { readonly game: readonly GameEvent[] }
);

/**
 * @param game the events of the game.
 * @param events the same events as they are stored.
 * @param place the index of one of them.
 * @param text any text, which the corruption may use.
 * @returns the altered stream, or undefined if this game cannot be altered so.
 */
type Corruption = (
  game: readonly GameEvent[],
  events: readonly RawEvent[],
  place: number,
  text: string,
) => Altered | undefined;

export function rawEvent({ type, ...data }: { type: string }, metadata: Buffer = Buffer.alloc(0)): RawEvent {
  return { type, contentType: "application/json", data: Buffer.from(JSON.stringify(data)), metadata };
}

const unreadable = (events: readonly RawEvent[]): Altered => ({ events, fault: "unreadable" });
const strange = (events: readonly RawEvent[]): Altered => ({ events, fault: "strange" });
const corrupt = (events: readonly RawEvent[]): Altered => ({ events, fault: "corrupt" });

/** Alters the event at this index, and no other. */
function altered(
  change: (event: RawEvent, text: string) => Partial<RawEvent>,
  outcome = unreadable,
): Corruption {
  return (_, events, place, text) =>
    outcome(events.map((event, index) => (index === place ? { ...event, ...change(event, text) } : event)));
}

const withData = (data: string | Buffer) => altered(() => ({ data: Buffer.from(data) }));

function withField(change: (data: Record<string, unknown>, text: string) => object): Corruption {
  return altered(({ data }, text) => ({
    data: Buffer.from(JSON.stringify(change(JSON.parse(data.toString()), text))),
  }));
}

const TIED: GameEvent = { type: "GameFinished", result: "Tied" };

/** Returns a valid event type: not empty, and without NUL, which SQLite's text cannot hold. */
const strangeType = (text: string) => text.replaceAll("\0", "") || "GamePaused";
const FIELD_OF = { GameStarted: "playerTwo", MoveMade: "column", GameFinished: "result" } as const;

/** Ways to alter a stream into one that today's program would not write, by name. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  "another type": altered((_, text) => ({ type: strangeType(text) }), strange),
  "type in small letters": altered(({ type }) => ({ type: type.toLowerCase() }), strange),
  "a strange event in between": (_, events, place, text) =>
    strange(events.toSpliced(place, 0, rawEvent({ type: strangeType(text) }))),
  "metadata as an event": (_, events) => strange([...events, rawEvent({ type: "$metadata" })]),
  "no data": withData(""),
  "half of the data": altered(({ data }) => ({ data: data.subarray(0, data.length / 2) })),
  "no JSON": withData("{'player':'Ann','column':'A'}"),
  "no UTF-8": withData(Buffer.from([0x7b, 0xff, 0xfe, 0xc3, 0x28])),
  "nested without end": withData("[".repeat(100_000)),
  null: withData("null"),
  "a number": withData("1e999"),
  "a list": altered(({ data }) => ({ data: Buffer.from(`[${data}]`) })),
  "a text": altered(({ data }) => ({ data: Buffer.from(JSON.stringify(`${data}`)) })),
  "not said to be JSON": altered(() => ({ contentType: "application/octet-stream" })),
  "nothing in it": withData('{"__proto__":{"player":"Ann","column":"A","result":"Tied"}}'),
  "a number for a text": withField((data) => mapped(data, () => 1)),
  "null for a text": withField((data) => mapped(data, () => null)),
  "a list for a text": withField((data) => mapped(data, (value) => [value])),
  "another column or result": (game, events, place, text) => {
    const event = game[place];
    if (event === undefined || event.type === "GameStarted") return undefined;
    const field = FIELD_OF[event.type];
    return withField((data) => ({ ...data, [field]: `${text}${text}x` }))(game, events, place, text);
  },

  "the beginning is missing": (game, events) => (game.length > 1 ? corrupt(events.slice(1)) : undefined),
  "a move is missing": (game, events, place) =>
    game[place]?.type === "MoveMade"
      ? { events: events.toSpliced(place, 1), game: game.toSpliced(place, 1) }
      : undefined,
  "a move twice": (game, events, place) => {
    const [move] = game.slice(place);
    if (move?.type !== "MoveMade") return undefined;
    const doubled = events.toSpliced(place, 0, ...events.slice(place, place + 1));
    const tokens = game.filter((event) => event.type === "MoveMade" && event.column === move.column).length;
    return tokens === ROWS ? corrupt(doubled) : { events: doubled, game: game.toSpliced(place, 0, move) };
  },
  "the beginning again": (game, events) => ({
    events: [...events, ...events.slice(0, 1)],
    game: [...game, ...game.slice(0, 1)],
  }),
  "a stranger's move": (game, events, place, text) => {
    const [start] = game;
    if (start?.type !== "GameStarted" || [start.playerOne, start.playerTwo].includes(text)) return undefined;
    return corrupt(
      events.toSpliced(place + 1, 0, rawEvent({ type: "MoveMade", player: text, column: "A" } as never)),
    );
  },
  "no finish": (game, events) =>
    game.at(-1)?.type === "GameFinished"
      ? { events: events.slice(0, -1), game: game.slice(0, -1) }
      : undefined,
  "a finish too soon": (game, events) => ({
    events: [...events, rawEvent(TIED)],
    game: [...game, TIED],
  }),
};

function mapped(data: Record<string, unknown>, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, change(value)]));
}
