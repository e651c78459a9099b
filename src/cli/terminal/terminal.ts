import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { setImmediate as turnOfOthers } from "node:timers/promises";
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

/** Asks and prints. Whatever text goes through `print`, `complain` or `ask` is made safe on the way, and is one line. */
export class Terminal {
  readonly #streams: Streams;
  readonly color: boolean;

  #readline: Interface | undefined;
  /** Lines that have come before anybody asked: readline's own `question` would drop them. */
  readonly #lines: string[] = [];
  #ended = false;
  #showsProgress = false;
  #answer: ((line: string | undefined) => void) | undefined;
  /** Says that all waiting is over: Ctrl-C, other signals, or an output that has gone, as a closed window has. */
  readonly #leaving = new AbortController();
  #listensForLeave = false;
  /** Take back what listens to the process and to the streams, for the terminal to be closed. */
  readonly #listeners: (() => void)[] = [];

  /** @param color whether `draw` will be given colours. */
  constructor(streams: Streams, color: boolean) {
    this.#streams = streams;
    this.color = color;
  }

  /** Whether a person sits there, who can be asked what a pipe cannot. */
  get interactive(): boolean {
    return this.#streams.input.isTTY && this.#streams.output.isTTY;
  }

  /** How many cells wide whatever is drawn may be: 80, or less in a narrow window. */
  get columns(): number {
    return Math.min(this.#streams.output.columns ?? 80, 80);
  }

  print(text = ""): void {
    this.draw(printable(text));
  }

  /** Prints what has been made of safe parts alone, line feeds and colours included. */
  draw(text: string): void {
    this.#streams.output.write(`${text}\n`);
  }

  /** Takes the line of the cursor and as many above it off an interactive terminal, to draw others in their place. */
  eraseLines(above: number): void {
    this.#streams.output.write(`\r${above > 0 ? `\x1b[${above}A` : ""}\x1b[J`);
  }

  /** Shows where somebody may be waiting, and nowhere else, how far something has come; an empty text takes it away. */
  showProgress(text: string): void {
    const { error } = this.#streams;
    if (error.isTTY && (text !== "" || this.#showsProgress)) error.write(`\r\x1b[K${printable(text)}`);
    this.#showsProgress = text !== "";
  }

  /** Says what went wrong, where it does not get mixed up with results. */
  complain(text: string): void {
    if (this.#answer) this.print(); // a question stands open, and its line is not ours
    this.#streams.error.write(`${printable(text)}\n`);
  }

  /** Whether a person may be reading what is said on the error stream. */
  get showsNotices(): boolean {
    return this.#streams.error.isTTY;
  }

  /** Says how the store is. A question that waits is shown again below, with what has been typed so far. */
  notice(text: string): void {
    const asksHere = this.interactive && this.#answer !== undefined;
    if (asksHere) this.eraseLines(0);
    this.#streams.error.write(`${printable(text)}\n`);
    if (asksHere) this.#readline?.prompt(true);
  }

  /** @returns the keys that are pressed, one by one, until Ctrl-C or the end of input; see `keysOf`. */
  keys(signal: AbortSignal = this.#leaveSignal()): AsyncGenerator<string> {
    return keysOf(this.#streams.input, AbortSignal.any([signal, this.#leaveSignal()]));
  }

  /** Waits until somebody leaves where nothing is asked: by q or Ctrl-C, or until the signal says that all is over. */
  async untilLeft(signal: AbortSignal): Promise<void> {
    if (!this.interactive) {
      const over = AbortSignal.any([signal, this.#leaveSignal()]);
      if (!over.aborted) await once(over, "abort");
      return;
    }
    for await (const key of this.keys(signal)) if (key === "q" || key === "escape") return;
  }

  /**
   * @param question is shown in front of the answer, on the same line.
   * @param signal takes the question back.
   * @returns the next line, or undefined where there is none: end of input, or Ctrl-C.
   * @throws the reason of the signal.
   */
  async ask(question: string, signal?: AbortSignal): Promise<string | undefined> {
    signal?.throwIfAborted();
    this.#readline ??= this.#listen();
    this.#readline.setPrompt(printable(question));
    const reads = this.interactive || this.#lines.length === 0; // readline would go on with an input that rests
    if (reads && !this.#ended) this.#readline.prompt();
    else this.#streams.output.write(this.#readline.getPrompt());

    if (this.#lines.length > 0) await turnOfOthers(); // otherwise nobody could hear Ctrl-C for all the answers
    const ahead = this.#lines.shift();
    const line = ahead ?? (await this.#nextLine(signal));
    if (line === undefined) this.print();
    // A terminal shows what is typed, at the time when it is typed; a pipe does not.
    else if (ahead !== undefined || !this.#streams.input.isTTY) this.print(line);
    return line;
  }

  /** Leaves the terminal as it was, and lets the process end. */
  close(): void {
    this.#end();
    for (const stop of this.#listeners.splice(0)) stop();
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

  /** An empty question in its place makes readline take it away, and forget how many rows it had. */
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
      if (!terminal) readline.pause(); // until there is nothing ahead: a pipe may never end
    });
    readline.on("close", () => this.#end());
    if (terminal) this.#stopAndGoOn(readline);
    // What has been typed ahead does not count any more, unlike at the end of input.
    this.#leaveSignal().addEventListener("abort", () => {
      this.#lines.length = 0;
      this.#end();
    });
    readline.on("SIGINT", () => this.#leaving.abort());
    return readline;
  }

  /** Ctrl-Z and `fg`. Readline's own way stops this process without npm, and reads nothing after it. */
  #stopAndGoOn(readline: Interface): void {
    readline.on("SIGTSTP", () => suspend(this.#streams.input));
    const askAgain = () => {
      if (!this.#answer) return;
      // Readline goes up to where the question began, so it needs as many rows below what the shell has written.
      this.#streams.output.write("\n".repeat(readline.getCursorPos().rows));
      readline.prompt(true);
    };
    this.#listeners.push(onContinue(this.#streams.input, askAgain));
  }

  /** Listens from the first call on; until then a signal ends the process, since there is nothing to leave in order. */
  #leaveSignal(): AbortSignal {
    if (!this.#listensForLeave) {
      this.#listensForLeave = true;
      const { output } = this.#streams;
      const leave = () => this.#leaving.abort();
      output.on("error", leave);
      this.#listeners.push(onLeave(leave), () => output.off("error", leave));
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
