import { Terminal } from "../../src/cli/terminal/terminal.ts";
import { standInStreams } from "./stand-in-streams.ts";

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
  const { streams, input, output, errors } = standInStreams(atTerminal);
  input.end(lines.map((line) => `${line}\n`).join(""));
  return {
    terminal: new Terminal(streams, false),
    printed: () => output.raw,
    complained: () => errors.raw,
  };
}
