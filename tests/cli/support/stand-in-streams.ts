import { PassThrough, Writable } from "node:stream";
import type { Streams } from "../../../src/cli/terminal/terminal.ts";
import { Transcript } from "./transcript.ts";

process.setMaxListeners(0); // Each terminal listens for Ctrl-C; a program has one, these tests have many.

/** Stand-ins for the streams of a process, and what was written to them. */
export interface StandInStreams {
  readonly streams: Streams;
  readonly input: PassThrough & { readonly isRaw: boolean };
  readonly output: Transcript;
  readonly errors: Transcript;
}

/**
 * @param atTerminal the streams that count as a terminal.
 * @param columns the width of its window.
 */
export function standInStreams(
  atTerminal: readonly ("input" | "output")[] = [],
  columns?: number,
): StandInStreams {
  const input = Object.assign(new PassThrough(), {
    isTTY: atTerminal.includes("input"),
    isRaw: false,
    setRawMode(mode: boolean) {
      this.isRaw = mode;
    },
  });
  const output = new Paper();
  const error = new Paper();
  Object.assign(output, { isTTY: atTerminal.includes("output"), hasColors: () => true, columns });
  const streams = { input, output, error } as unknown as Streams;
  return { streams, input, output: output.transcript, errors: error.transcript };
}

class Paper extends Writable {
  readonly transcript = new Transcript();

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.transcript.write(chunk);
    done();
  }
}
