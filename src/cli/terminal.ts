import { createInterface, type Interface } from "node:readline";
import { printable } from "./printable.ts";

/** The streams of a process, or stand-ins for them. */
export interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly error: NodeJS.WriteStream;
}

/** Asks and prints. Whatever text goes through `print`, `complain` or `ask` is made safe on the way, and is one line. */
export class Terminal {
  readonly #streams: Streams;
  readonly color: boolean;

  #readline: Interface | undefined;
  /** Lines that have come before anybody asked: readline's own `question` would drop them. */
  readonly #lines: string[] = [];
  #ended = false;
  #answer: ((line: string | undefined) => void) | undefined;

  /** @param color whether `draw` will be given colours. */
  constructor(streams: Streams, color: boolean) {
    this.#streams = streams;
    this.color = color;
  }

  /** Whether a person sits there, who can be asked what a pipe cannot. */
  get interactive(): boolean {
    return this.#streams.input.isTTY && this.#streams.output.isTTY;
  }

  print(text = ""): void {
    this.draw(printable(text));
  }

  /** Prints what has been made of safe parts alone, line feeds and colours included. */
  draw(text: string): void {
    this.#streams.output.write(`${text}\n`);
  }

  /** Says what went wrong, where it does not get mixed up with results. */
  complain(text: string): void {
    this.#streams.error.write(`${printable(text)}\n`);
  }

  /**
   * @param question is shown in front of the answer, on the same line.
   * @returns the next line, or undefined where there is none: end of input, or Ctrl-C.
   */
  async ask(question: string): Promise<string | undefined> {
    this.#readline ??= this.#listen();
    this.#readline.setPrompt(printable(question));
    if (this.#ended) this.#streams.output.write(this.#readline.getPrompt());
    else this.#readline.prompt();

    const ahead = this.#lines.shift();
    const line = ahead ?? (await this.#nextLine());
    if (line === undefined) this.print();
    // A terminal shows what is typed, at the time when it is typed; a pipe does not.
    else if (ahead !== undefined || !this.#streams.input.isTTY) this.print(line);
    return line;
  }

  /** Leaves the terminal as it was, and lets the process end. */
  close(): void {
    this.#end();
    this.#streams.input.unref?.();
  }

  #nextLine(): Promise<string | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    return new Promise((answer) => {
      this.#answer = answer;
    });
  }

  #listen(): Interface {
    const { input, output } = this.#streams;
    const readline = createInterface({ input, output, terminal: this.interactive, crlfDelay: Infinity });
    readline.on("line", (line) => {
      if (this.#answer) this.#deliver(line);
      else this.#lines.push(line);
    });
    readline.on("close", () => this.#end());
    readline.on("SIGINT", () => readline.close());
    process.once("SIGINT", () => this.#end());
    return readline;
  }

  #deliver(line: string | undefined): void {
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(line);
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#readline?.close();
    this.#deliver(undefined);
  }
}
