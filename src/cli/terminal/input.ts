import { Transform, type TransformCallback } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** In bytes; nobody types a line as long as this. */
export const LONGEST_LINE = 100_000;

const LINE_FEED = 10;
const RETURN = 13;

/**
 * @param interactive whether somebody types at a terminal what comes in.
 * @returns what is fit to be read line by line, until `input.unpipe`.
 */
export function readableInput(input: NodeJS.ReadStream, interactive: boolean): NodeJS.ReadableStream {
  const readable = interactive ? new HarmlessKeys(input) : new BeginningsOfLines();
  input.on("error", () => readable.end()); // what cannot be read is over
  return input.pipe(readable);
}

/** What comes through a pipe, but of each line no more than its beginning: one that never ends would fill the memory. */
class BeginningsOfLines extends Transform {
  #length = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const isWanted = (byte: number) => {
      this.#length = byte === LINE_FEED || byte === RETURN ? 0 : this.#length + 1;
      return this.#length <= LONGEST_LINE;
    };
    done(null, chunk.filter(isWanted));
  }
}

/** Control characters, what separates lines, and what reverses the text around it. */
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Which of them come from a key that readline knows, and keeps to itself: Ctrl with a letter, Escape, Backspace. */
function isKey(character: string): boolean {
  return (character <= "\u001b" && character !== "\t") || character === "\u007f";
}

/** What is typed at a terminal, or pasted, without what would do something else to it when readline shows it there. */
class HarmlessKeys extends Transform {
  readonly #terminal: NodeJS.ReadStream;
  readonly #decoder = new StringDecoder("utf8");

  constructor(terminal: NodeJS.ReadStream) {
    super({ encoding: "utf8" });
    this.#terminal = terminal;
  }

  /** Readline asks this of its input, so that it gets each key at once. */
  setRawMode(mode: boolean): void {
    this.#terminal.setRawMode?.(mode);
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const text = this.#decoder.write(chunk);
    done(
      null,
      text.replace(HARMFUL, (character) => (isKey(character) ? character : "")),
    );
  }
}
