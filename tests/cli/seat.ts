import { PassThrough, Writable } from "node:stream";
import { type Streams, Terminal } from "../../src/cli/terminal.ts";

process.setMaxListeners(0); // a program has one terminal, which listens for Ctrl-C; these tests have many

/** A place at a terminal or at the end of a pipe, inside the process of the test. */
interface Seat {
  readonly terminal: Terminal;
  /** What has been printed so far: answers that came through a pipe too, those typed at a terminal not. */
  printed(): string;
  /** What has been said of things that went wrong. */
  complained(): string;
}

/**
 * @param lines all that is ever typed; then the input ends.
 * @param atTerminal which of the streams are a terminal's.
 */
export function seat(lines: readonly string[], atTerminal: readonly ("input" | "output")[] = []): Seat {
  const input = new PassThrough();
  input.end(lines.map((line) => `${line}\n`).join(""));
  const output = new Paper();
  const error = new Paper();
  Object.assign(input, { isTTY: atTerminal.includes("input") });
  Object.assign(output, { isTTY: atTerminal.includes("output") });
  return {
    terminal: new Terminal({ input, output, error } as unknown as Streams, false),
    printed: () => output.text,
    complained: () => error.text,
  };
}

class Paper extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
