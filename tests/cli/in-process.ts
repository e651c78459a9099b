import { main } from "../../src/cli/main.ts";
import type { Ended } from "./cli-process.ts";
import { type StandInStreams, standInStreams } from "./stand-in-streams.ts";
import type { Transcript } from "./transcript.ts";

/**
 * The CLI through pipes, but within the process of the test: where it is not the process that is tested, that takes a
 * fiftieth of the time. One at a time, as for all clients of a process.
 */
export class CliInProcess {
  readonly input: StandInStreams["input"];
  readonly output: Transcript;
  readonly errors: Transcript;
  readonly ended: Promise<Ended>;
  readonly #listeningBefore = process.rawListeners("SIGINT");

  constructor(
    words: readonly string[],
    environment: Record<string, string> = {},
    { streams, input, output, errors }: StandInStreams = standInStreams(),
  ) {
    this.input = input;
    this.output = output;
    this.errors = errors;
    this.ended = main(words, streams, environment).then((code) => {
      output.end();
      return { code, signal: null, output: output.raw, errors: errors.raw };
    });
  }

  /** Ctrl-C, as far as the program listens for it; so tests that run beside it are left alone. */
  interrupt(): void {
    for (const listener of process.rawListeners("SIGINT")) {
      if (!this.#listeningBefore.includes(listener)) listener.call(process, "SIGINT");
    }
  }
}

/** Runs a command of the CLI without any input. */
export async function runInProcess(
  words: readonly string[],
  environment?: Record<string, string>,
): Promise<Ended> {
  const cli = new CliInProcess(words, environment);
  cli.input.end();
  return cli.ended;
}
