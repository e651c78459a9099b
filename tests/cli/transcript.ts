import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

/** What a program has written so far, and how far somebody has read it. */
export class Transcript {
  readonly #chunks: Buffer[] = [];
  readonly #decoder = new StringDecoder("utf8");
  #raw = "";
  #read = 0;
  #ended = false;
  #wake: () => void = () => {};

  /** As it was written, with everything that a terminal takes for a command. */
  get raw(): string {
    return this.#raw;
  }

  /** As it was written, byte by byte. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** As it looks to a reader. */
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
   * Waits until the words are there, behind what has been read already.
   *
   * @returns what has been read this time, up to the end of those words.
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
