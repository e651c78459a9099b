import { main } from "../../../src/cli/main.ts";
import type { Ended } from "./cli-process.ts";
import { type StandInStreams, standInStreams } from "./stand-in-streams.ts";
import type { Transcript } from "./transcript.ts";

/**
 * Runs the CLI with pipes, inside the process of the test, in a fiftieth of the time of a process of its own. Run one
 * at a time, because the client shares its pending appends within a process.
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

  /** Sends Ctrl-C to the listeners of this program only, so that the test process and other tests do not get it. */
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
