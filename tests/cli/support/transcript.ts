import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

/** Records what a program writes, and how much of it the test has read. */
export class Transcript {
  readonly #chunks: Buffer[] = [];
  readonly #decoder = new StringDecoder("utf8");
  #raw = "";
  #read = 0;
  #ended = false;
  #wake: () => void = () => {};

  /** The text as written, with control sequences. */
  get raw(): string {
    return this.#raw;
  }

  /** The bytes as written. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** The text as a reader sees it, without control sequences. */
  get text(): string {
    return stripVTControlCharacters(this.#raw).replaceAll("\r", "");
  }

  write(chunk: Buffer | string): void {
    const bytes = Buffer.from(chunk);
    this.#chunks.push(bytes);
    this.#raw += this.#decoder.write(bytes);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /**
   * Waits until the words appear after the text that was already read.
   *
   * @returns the newly read text, up to the end of the words.
   */
  async readUntil(words: string): Promise<string> {
    for (;;) {
      const text = this.text;
      const found = text.indexOf(words, this.#read);
      if (found >= 0) {
        const start = this.#read;
        this.#read = found + words.length;
        return text.slice(start, this.#read);
      }
      if (this.#ended) throw new Error(`The program ended without "${words}" after:\n${text}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
