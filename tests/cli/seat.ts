import { PassThrough } from "node:stream";
import { type Streams, Terminal } from "../../src/cli/terminal.ts";

process.setMaxListeners(0); // a program has one terminal, which listens for Ctrl-C; these tests have many

/** A place at a terminal or at the end of a pipe, inside the process of the test. */
export interface Seat {
  readonly terminal: Terminal;
  /** What has been printed so far: answers that came through a pipe too, those typed at a terminal not. */
  printed(): string;
}

/**
 * @param lines all that is ever typed; then the input ends.
 * @param interactive whether a person sits there.
 */
export function seat(lines: readonly string[], interactive = false, color = false): Seat {
  const stream = () => Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY: interactive });
  const [input, output, error] = [stream(), stream(), stream()];
  input.end(lines.map((line) => `${line}\n`).join(""));
  let printed = "";
  output.on("data", (text: string) => {
    printed += text;
  });
  return {
    terminal: new Terminal({ input, output, error } as unknown as Streams, color),
    printed: () => printed,
  };
}
