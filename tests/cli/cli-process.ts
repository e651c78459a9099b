import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT, programFile } from "../programs.ts";
import { Transcript } from "./transcript.ts";

/** The CLI, made ready beforehand, for the Node that runs the tests. */
export const CLI: readonly string[] = [process.execPath, programFile("src/cli.ts")];

/** What `npx tsx src/cli.ts` comes down to, in whatever folder. */
export const CLI_BY_TSX: readonly string[] = [
  process.execPath,
  "--import",
  import.meta.resolve("tsx"),
  join(PROJECT, "src", "cli.ts"),
];

/** The environment of a player who has set nothing up. */
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

/** The CLI as a process of its own, at the other end of three pipes. */
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
    this.#process.stdin.on("error", () => {}); // it may have ended without reading everything
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

  /** Goes on until nobody reads it any more, as `yes` does. */
  typeForEver(text: string): this {
    const { stdin } = this.#process;
    const type = () => {
      while (stdin.writable) if (!stdin.write(text.repeat(1_000))) return;
    };
    stdin.on("drain", type);
    type();
    return this;
  }

  /** Types whatever it is, and nothing behind it. */
  typeBytes(bytes: Buffer): this {
    this.#process.stdin.write(bytes);
    return this;
  }

  /** @param text the last of what there is to read, with or without a line feed. */
  endInput(text = ""): this {
    this.#process.stdin.end(text);
    return this;
  }

  /** Hangs up, as `head` does when it has seen enough. */
  stopReading(stream: "stdout" | "stderr" = "stdout"): void {
    this.#process[stream].destroy();
  }

  send(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }
}

/** Runs the CLI with these lines as all its input. */
export function runCli(words: readonly string[], lines: readonly string[] = [], surroundings?: Surroundings) {
  return new CliProcess(words, surroundings).endInput(lines.map((line) => `${line}\n`).join("")).ended;
}
