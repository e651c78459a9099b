import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT, programFile } from "../../programs.ts";
import { Transcript } from "./transcript.ts";

/** The command line of the compiled CLI, with the Node that runs the tests. */
export const CLI: readonly string[] = [process.execPath, programFile("src/cli.ts")];

/** The command line that does what `npx tsx src/cli.ts` does, and works in every folder. */
export const CLI_BY_TSX: readonly string[] = [
  process.execPath,
  "--import",
  import.meta.resolve("tsx"),
  join(PROJECT, "src", "cli.ts"),
];

/** Returns the environment of a player who has set none of the program's variables, plus the given ones. */
export function environmentOfAPlayer(set: Record<string, string> = {}): Record<string, string> {
  const setUp = /^(EVENTSTOREDB_\w+|NO_COLOR|FORCE_COLOR|CI|NODE_\w+|VITEST\w*|\w+_proxy)$/i;
  const rest = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !setUp.test(name),
  );
  return { ...(Object.fromEntries(rest) as Record<string, string>), ...set };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Runs the CLI as a process whose three streams are pipes. */
export class CliProcess {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly output = new Transcript();
  readonly errors = new Transcript();
  readonly ended: Promise<Ended>;

  constructor(words: readonly string[], { cwd = PROJECT, env = {} }: Surroundings = {}) {
    const [node = "", ...command] = [...CLI, ...words];
    this.#process = spawn(node, command, { cwd, env: environmentOfAPlayer(env) });
    for (const [stream, transcript] of [
      [this.#process.stdout, this.output],
      [this.#process.stderr, this.errors],
    ] as const) {
      stream.on("data", (chunk: Buffer) => transcript.write(chunk));
      stream.on("close", () => transcript.end());
    }
    this.#process.stdin.on("error", () => {}); // The process may end before it has read everything.
    this.ended = new Promise((resolve) => {
      this.#process.on("close", (code, signal) =>
        resolve({ code, signal, output: this.output.raw, errors: this.errors.raw }),
      );
    });
  }

  type(...lines: string[]): this {
    for (const line of lines) this.#process.stdin.write(`${line}\n`);
    return this;
  }

  /** Writes the text again and again until the process no longer reads, as `yes` does. */
  typeForEver(text: string): this {
    const { stdin } = this.#process;
    const type = () => {
      while (stdin.writable) if (!stdin.write(text.repeat(1_000))) return;
    };
    stdin.on("drain", type);
    type();
    return this;
  }

  /** Writes the bytes as they are, without a line feed. */
  typeBytes(bytes: Buffer): this {
    this.#process.stdin.write(bytes);
    return this;
  }

  /** Ends the input. @param text the last text of it, with or without a line feed. */
  endInput(text = ""): this {
    this.#process.stdin.end(text);
    return this;
  }

  /** Closes the pipe, as `head` does when it has read enough. */
  stopReading(stream: "stdout" | "stderr" = "stdout"): void {
    this.#process[stream].destroy();
  }

  send(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }
}

/** Runs the CLI with these lines as its whole input. */
export function runCli(words: readonly string[], lines: readonly string[] = [], surroundings?: Surroundings) {
  return new CliProcess(words, surroundings).endInput(lines.map((line) => `${line}\n`).join("")).ended;
}
