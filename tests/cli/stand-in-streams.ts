import { PassThrough, Writable } from "node:stream";
import type { Streams } from "../../src/cli/terminal/terminal.ts";
import { Transcript } from "./transcript.ts";

process.setMaxListeners(0); // a program has one terminal, which listens for Ctrl-C; these tests have many

/** Streams of a process that is none, and what has come out of them. */
export interface StandInStreams {
  readonly streams: Streams;
  readonly input: PassThrough & { readonly isRaw: boolean };
  readonly output: Transcript;
  readonly errors: Transcript;
}

/** @param atTerminal which of the streams are a terminal's. */
export function standInStreams(atTerminal: readonly ("input" | "output")[] = []): StandInStreams {
  const input = Object.assign(new PassThrough(), {
    isTTY: atTerminal.includes("input"),
    isRaw: false,
    setRawMode(mode: boolean) {
      this.isRaw = mode;
    },
  });
  const output = new Paper();
  const error = new Paper();
  Object.assign(output, { isTTY: atTerminal.includes("output"), hasColors: () => true });
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
