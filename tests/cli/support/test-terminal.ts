import { Terminal } from "../../../src/cli/terminal/terminal.ts";
import { standInStreams } from "./stand-in-streams.ts";

/** A terminal or pipe with prepared input, inside the process of the test. */
interface TestTerminal {
  readonly terminal: Terminal;
  /** Everything printed so far, with answers from a pipe, but not those typed at a terminal. */
  printed(): string;
  /** Everything printed to standard error. */
  complained(): string;
}

/**
 * @param lines the whole input.
 * @param atTerminal the streams that count as a terminal.
 */
export function testTerminal(
  lines: readonly string[],
  atTerminal: readonly ("input" | "output")[] = [],
): TestTerminal {
  const { streams, input, output, errors } = standInStreams(atTerminal);
  input.end(lines.map((line) => `${line}\n`).join(""));
  return {
    terminal: new Terminal(streams, false),
    printed: () => output.raw,
    complained: () => errors.raw,
  };
}
