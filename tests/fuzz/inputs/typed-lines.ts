import { once } from "node:events";
import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { MAX_LINE_LENGTH } from "../../../src/cli/terminal/input.ts";
import { acceptPlayerName, ignoringCase } from "../../../src/domain/player-name.ts";
import { hostileText } from "./hostile-text.ts";

const LINE_ENDS = ["\n", "\r\n", "\r"] as const;

/** The input of two players through a pipe. */
export interface Typed {
  /** The names on the command line. */
  readonly names: readonly string[];
  /** The chunks of the input. */
  readonly pieces: readonly Buffer[];
}

const withoutEnd = (bytes: Uint8Array) => Buffer.from(bytes.filter((byte) => byte !== 10 && byte !== 13));
const isNotLeaving = (bytes: Buffer) => !/^[qQ]$/.test(bytes.toString().trim());

const move = fc
  .tuple(fc.constantFrom(..."ABCDEFGabcdefg1234567"), fc.constantFrom("", "", "", " ", "\t", "\u00a0"))
  .map(([key, blank]) => Buffer.from(`${blank}${key}${blank}`));
const text = hostileText.map((text) => withoutEnd(Buffer.from(text)));
const bytes = fc.uint8Array({ maxLength: 60 }).map(withoutEnd);
const huge = fc
  .tuple(
    fc.constantFrom(0, 0x41, 0xc3, 0xf0, 0xff),
    fc.integer({ min: MAX_LINE_LENGTH - 2, max: MAX_LINE_LENGTH * 2 }),
  )
  .map(([byte, length]) => Buffer.alloc(length, byte));

/** Any line as bytes, some not UTF-8; a quarter are moves, none leaves the game. */
const line = fc
  .oneof(
    { weight: 50, arbitrary: move },
    { weight: 90, arbitrary: text },
    { weight: 50, arbitrary: bytes },
    { weight: 8, arbitrary: fc.constant(Buffer.from("?")) },
    { weight: 1, arbitrary: huge },
  )
  .filter(isNotLeaving);

const name = fc
  .oneof(fc.string({ unit: "grapheme", maxLength: 20 }), fc.string({ maxLength: 10 }))
  .filter((text) => {
    try {
      return !text.includes("\0") && acceptPlayerName(text) === text;
    } catch {
      return false;
    }
  });

/** Two names that the game accepts. */
export const twoNames = fc.tuple(name, name).filter(([one, two]) => ignoringCase(one) !== ignoringCase(two));

const names: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.constant([]),
  name.map((one) => [one]),
  { weight: 3, arbitrary: twoNames },
);

/** @param most the highest number of lines. */
export function typed(most: number): fc.Arbitrary<Typed> {
  return fc
    .record({
      names,
      lines: fc.array(line, { maxLength: most, size: "max" }),
      leaving: fc.constantFrom("", "", "", "q", " Q"),
      end: fc.constantFrom(...LINE_ENDS),
      lastEnds: fc.boolean(),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }),
    })
    .map(({ names, lines, leaving, end, lastEnds, cuts }) => {
      const all = [...lines, ...(leaving === "" ? [] : [Buffer.from(leaving)])];
      const input = Buffer.concat(
        all.flatMap((line, index) => [line, Buffer.from(lastEnds || index < all.length - 1 ? end : "")]),
      );
      return { names, pieces: cut(input, cuts) };
    });
}

function cut(input: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set([0, ...cuts.map((share) => Math.floor(share * input.length)), input.length])];
  places.sort((a, b) => a - b);
  return places.slice(1).map((place, index) => input.subarray(places[index], place));
}

/** Returns the command line options for the names. */
export function wordsFor({ names: [one, two] }: Typed): string[] {
  return [
    ...(one === undefined ? [] : [`--player-one=${one}`]),
    ...(two === undefined ? [] : [`--player-two=${two}`]),
  ];
}

/** Splits the input as this version of Node does, and shortens each line as the CLI does. */
export async function linesOf({ pieces }: Typed): Promise<string[]> {
  const lines: string[] = [];
  const input = new PassThrough();
  const readline = createInterface({ input, crlfDelay: Infinity }).on("line", (line) => lines.push(line));
  let length = 0;
  input.end(
    Buffer.concat(pieces).filter((byte) => {
      length = byte === 10 || byte === 13 ? 0 : length + 1;
      return length <= MAX_LINE_LENGTH;
    }),
  );
  await once(readline, "close");
  return lines;
}
