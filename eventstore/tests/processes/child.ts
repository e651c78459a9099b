import { type ChildProcess, spawn } from "node:child_process";
import { programFile } from "../../../tests/programs.ts";

/** A compiled program that runs as a process of its own. */
export class Child {
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = "";
  #wake: () => void = () => {};

  /**
   * @param program its source, such as "src/cli.ts"
   * @param options of the process, such as the user under which it runs
   */
  constructor(program: string, args: readonly string[], options: { uid?: number; gid?: number } = {}) {
    this.#process = spawn(process.execPath, [programFile(program), ...args], {
      ...options,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#process.stdout?.on("data", (chunk: Buffer) => {
      this.#output += chunk.toString();
      this.#wake();
    });
    this.#ended = new Promise((resolve) => this.#process.once("close", resolve));
  }

  /** Resolves to its exit code when it has ended, however it ends; null after a signal. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** The complete lines that it has written. */
  get lines(): string[] {
    return this.#output.split("\n").slice(0, -1);
  }

  /** Resolves when it has written this many lines. */
  async hasWritten(lines: number): Promise<void> {
    let exited = false;
    void this.#ended.then(() => {
      exited = true;
      this.#wake();
    });
    while (this.lines.length < lines) {
      if (exited) throw new Error(`the program ended after ${this.lines.length} lines of ${lines}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  tell(line: string): void {
    this.#process.stdin?.write(`${line}\n`);
  }

  /** Ends its input, and waits for its end. @returns its exit code */
  async end(): Promise<number | null> {
    this.#process.stdin?.end();
    return this.#ended;
  }

  /** Kills it at once, so that it cannot clean up. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#ended;
  }
}
