import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { setImmediate as nextTurn } from "node:timers/promises";
import { readableInput } from "./input.ts";
import { keysOf } from "./keys.ts";
import { printable } from "./printable.ts";
import { onContinue, onLeave, suspend } from "./signals.ts";

/** The streams of a process, or stand-ins for them. */
export interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly error: NodeJS.WriteStream;
}

/** Asks questions and prints. All methods but `draw` make their text safe, and keep it on one line. */
export class Terminal {
  readonly #streams: Streams;
  readonly color: boolean;

  #readline: Interface | undefined;
  /** Lines that came before a question; readline's own `question` would drop them. */
  readonly #lines: string[] = [];
  #ended = false;
  #showsProgress = false;
  #answer: ((line: string | undefined) => void) | undefined;
  /** Aborts when the user leaves: by Ctrl-C, another signal, or by closing the window or the output. */
  readonly #leaving = new AbortController();
  #listensForLeave = false;
  /** Functions that remove the listeners on the process and the streams; `close` calls them. */
  readonly #removeListeners: (() => void)[] = [];

  /** @param color whether the texts for `draw` should have colours. */
  constructor(streams: Streams, color: boolean) {
    this.#streams = streams;
    this.color = color;
  }

  /** Whether input and output are a terminal, with a person who can answer questions. */
  get interactive(): boolean {
    return this.#streams.input.isTTY && this.#streams.output.isTTY;
  }

  /** The width for drawing, in cells: 80, or less in a narrow window. */
  get columns(): number {
    return Math.min(this.#streams.output.columns ?? 80, 80);
  }

  /** The width of the window, in cells; undefined for a pipe, and if the window does not tell. */
  get windowColumns(): number | undefined {
    return this.#streams.output.columns || undefined;
  }

  print(text = ""): void {
    this.draw(printable(text));
  }

  /** Prints text that is safe already, as it is, with line feeds and colours. */
  draw(text: string): void {
    this.#streams.output.write(`${text}\n`);
  }

  /**
   * Prints a line that is safe already, and waits until the output has taken it.
   *
   * @throws the error of the output.
   */
  send(text: string): Promise<void> {
    return new Promise((taken, reject) => {
      this.#streams.output.write(`${text}\n`, (error) => (error ? reject(error) : taken()));
    });
  }

  /** Erases the line of the cursor and `above` lines above it. Only for an interactive terminal. */
  eraseLines(above: number): void {
    this.#streams.output.write(`\r${above > 0 ? `\x1b[${above}A` : ""}\x1b[J`);
  }

  /** Shows the progress of an operation, only if the error stream is a terminal. An empty text removes it. */
  showProgress(text: string): void {
    const { error } = this.#streams;
    if (error.isTTY && (text !== "" || this.#showsProgress)) error.write(`\r\x1b[K${printable(text)}`);
    this.#showsProgress = text !== "";
  }

  /** Prints what went wrong to the error stream, apart from results. */
  complain(text: string): void {
    if (this.#answer) this.print(); // leaves the line of an open question
    this.#streams.error.write(`${printable(text)}\n`);
  }

  /** Whether the error stream is a terminal, so that a person may read it. */
  get showsNotices(): boolean {
    return this.#streams.error.isTTY;
  }

  /** Prints a message about the store. An open question is shown again below it, with the text typed so far. */
  notice(text: string): void {
    const asksHere = this.interactive && this.#answer !== undefined;
    if (asksHere) this.eraseLines(0);
    this.#streams.error.write(`${printable(text)}\n`);
    if (asksHere) this.#readline?.prompt(true);
  }

  /** @returns the pressed keys, until Ctrl-C or the end of input; see `keysOf`. */
  keys(signal: AbortSignal = this.#leaveSignal()): AsyncGenerator<string> {
    return keysOf(this.#streams.input, AbortSignal.any([signal, this.#leaveSignal()]));
  }

  /** Waits, without a question, until the user leaves by q, Escape or Ctrl-C, or the signal aborts. */
  async untilLeft(signal: AbortSignal): Promise<void> {
    if (!this.interactive) {
      const over = AbortSignal.any([signal, this.#leaveSignal()]);
      if (!over.aborted) await once(over, "abort");
      return;
    }
    for await (const key of this.keys(signal)) if (key === "q" || key === "escape") return;
  }

  /**
   * Asks a question.
   *
   * @param question is shown before the answer, on the same line.
   * @param signal withdraws the question.
   * @returns the next line, or undefined at the end of input and after Ctrl-C.
   * @throws the reason of the signal.
   */
  async ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    this.#readline ??= this.#listen();
    this.#readline.setPrompt(printable(question));
    const reads = this.interactive || this.#lines.length === 0; // `prompt` would resume a paused input
    if (reads && !this.#ended) this.#readline.prompt();
    else this.#streams.output.write(this.#readline.getPrompt());

    if (this.#lines.length > 0) await nextTurn(); // otherwise waiting lines would keep Ctrl-C from being handled
    const ahead = this.#lines.shift();
    const line = ahead ?? (await this.#nextLine(signal));
    if (line === undefined) this.print();
    // A terminal shows an answer while it is typed. A line from a pipe, or typed ahead, is shown here.
    else if (ahead !== undefined || !this.#streams.input.isTTY) this.print(line);
    return line;
  }

  /** Restores the terminal, and lets the process end. */
  close(): void {
    this.#end();
    for (const stop of this.#removeListeners.splice(0)) stop();
    this.#streams.input.unref?.();
  }

  #nextLine(signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    if (this.#ended) return Promise.resolve(undefined);
    return new Promise((answer, reject) => {
      this.#answer = answer;
      signal?.addEventListener("abort", () => {
        if (this.#answer !== answer) return;
        this.#answer = undefined;
        if (this.interactive) this.#eraseQuestion();
        else this.print();
        reject(signal.reason);
      });
    });
  }

  /** Erases an open question. The empty prompt makes readline erase it, and forget how many rows it had. */
  #eraseQuestion(): void {
    this.#readline?.setPrompt("");
    this.#readline?.prompt();
    this.eraseLines(0);
  }

  #listen(): Interface {
    const { output } = this.#streams;
    const terminal = this.interactive;
    const input = readableInput(this.#streams.input, terminal);
    const readline = createInterface({ input, output, terminal, crlfDelay: Infinity });
    readline.on("line", (line) => {
      if (this.#answer) return this.#deliver(line);
      this.#lines.push(line);
      if (!terminal) readline.pause(); // until the next question: a pipe may never end
    });
    readline.on("close", () => this.#end());
    if (terminal) this.#handleSuspension(readline);
    // A user who leaves wants no waiting line to be read. At the end of input, the waiting lines are still read.
    this.#leaveSignal().addEventListener("abort", () => {
      this.#lines.length = 0;
      this.#end();
    });
    readline.on("SIGINT", () => this.#leaving.abort());
    return readline;
  }

  /** Handles Ctrl-Z and `fg`. Readline itself would stop only this process, not npm, and read nothing afterwards. */
  #handleSuspension(readline: Interface): void {
    readline.on("SIGTSTP", () => suspend(this.#streams.input));
    const askAgain = () => {
      if (!this.#answer) return;
      // Readline moves up to the first row of the question, so first move down by as many rows, below the shell's text.
      this.#streams.output.write("\n".repeat(readline.getCursorPos().rows));
      readline.prompt(true);
    };
    this.#removeListeners.push(onContinue(this.#streams.input, askAgain));
  }

  /** Listens for leaving from the first call on. Until then a signal ends the process, which has nothing to close. */
  #leaveSignal(): AbortSignal {
    if (!this.#listensForLeave) {
      this.#listensForLeave = true;
      const { output } = this.#streams;
      const leave = () => this.#leaving.abort();
      output.on("error", leave);
      this.#removeListeners.push(onLeave(leave), () => output.off("error", leave));
    }
    return this.#leaving.signal;
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
    if (this.#readline) this.#streams.input.unpipe().pause();
    this.#deliver(undefined);
  }
}
