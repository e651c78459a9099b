import { Transform, type TransformCallback } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { UNSAFE_CHARACTERS } from "../../domain/player-name.ts";

/** In bytes. Further bytes of a line from a pipe are dropped. */
export const MAX_LINE_LENGTH = 100_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Prepares an input for readline: limits the lines of a pipe, and filters what is typed at a terminal.
 *
 * @param interactive whether the input is a terminal.
 * @returns the stream to read from. It is connected until `input.unpipe`.
 */
export function readableInput(input: NodeJS.ReadStream, interactive: boolean): NodeJS.ReadableStream {
  const readable = interactive ? new SafeKeys(input) : new LimitedLines();
  input.on("error", () => readable.end()); // an unreadable input counts as ended
  return input.pipe(readable);
}

/** Passes on only the beginning of each line: an endless line would fill the memory. */
class LimitedLines extends Transform {
  #length = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const isWanted = (byte: number) => {
      this.#length = byte === LINE_FEED || byte === CARRIAGE_RETURN ? 0 : this.#length + 1;
      return this.#length <= MAX_LINE_LENGTH;
    };
    done(null, chunk.filter(isWanted));
  }
}

/** @returns whether an unsafe character is a key that readline handles: Ctrl with a letter, Escape or Backspace. */
function isKey(character: string): boolean {
  return (character <= "\u001b" && character !== "\t") || character === "\u007f";
}

/** Passes on typed or pasted text without unsafe characters, since readline shows the text on the terminal. */
class SafeKeys extends Transform {
  readonly #terminal: NodeJS.ReadStream;
  readonly #decoder = new StringDecoder("utf8");

  constructor(terminal: NodeJS.ReadStream) {
    super({ encoding: "utf8" });
    this.#terminal = terminal;
  }

  /** Readline calls this on its input, to get each key at once. */
  setRawMode(mode: boolean): void {
    this.#terminal.setRawMode?.(mode);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const text = this.#decoder.write(chunk);
    done(
      null,
      text.replace(UNSAFE_CHARACTERS, (character) => (isKey(character) ? character : "")),
    );
  }
}
