import { PROJECT } from "../../programs.ts";
import { runsHere } from "../../runs-here.ts";
import { CLI, environmentOfAPlayer } from "./cli-process.ts";
import { Transcript } from "./transcript.ts";

// The package has binaries for some platforms only.
let reason = "Windows draws a terminal anew, with other control sequences than the program's";
const pty =
  process.platform === "win32"
    ? undefined
    : await import("@lydell/node-pty").catch((error: Error) => {
        reason = `there is none: ${error.message.split("\n")[0]}`;
      });

/** Whether this platform has pseudo-terminals for the tests. */
export const hasTerminals = runsHere(pty !== undefined, "the program at a terminal", reason);

export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";

interface Left {
  readonly code: number;
  /** Everything that the terminal has shown. */
  readonly shown: string;
  /** The settings of the terminal after the program, from `stty -a`; undefined if the terminal is gone. */
  readonly settings: string | undefined;
}

/** Runs the CLI at a pseudo-terminal, and types as a player does. */
export class CliAtATerminal {
  readonly #terminal;
  /** Everything that the terminal shows, with the typed answers. */
  readonly screen = new Transcript();
  readonly ended: Promise<Left>;

  constructor(words: readonly string[], env: Record<string, string> = {}) {
    if (!pty) throw new Error("There are no terminals here.");
    const [program = "", ...rest] = shell([...CLI, ...words]);
    this.#terminal = pty.spawn(program, rest, {
      name: "xterm-256color",
      cols: 100,
      rows: 40,
      cwd: PROJECT,
      env: environmentOfAPlayer({ TERM: "xterm-256color", ...env }),
    });
    const exited = new Promise<number>((resolve) =>
      this.#terminal.onExit(({ exitCode }) => resolve(exitCode)),
    );
    this.ended = new Promise((resolve) => {
      this.#terminal.onData((text) => {
        this.screen.write(text);
        const [, shown = "", code, settings] = AFTERWARDS.exec(this.screen.text) ?? [];
        if (code === undefined) return;
        resolve({ code: Number(code), shown, settings });
        this.#terminal.kill();
      });
      exited.then((code) => {
        this.screen.end();
        resolve({ code, shown: this.screen.text, settings: undefined });
      });
    });
  }

  /** Waits for the question and answers it. @returns what was shown up to the question, the question included. */
  async answer(question: string, line: string): Promise<string> {
    return this.press(question, `${line}\r`);
  }

  /** Waits for the question and presses keys. */
  async press(question: string, keys: string): Promise<string> {
    const shown = await this.screen.readUntil(question);
    this.#terminal.write(keys);
    return shown;
  }

  /** Kills the program at once, with its shell: they are one process group. */
  kill(): void {
    process.kill(-this.#terminal.pid, "SIGKILL");
  }
}

const AFTERWARDS = /^(.*)--- left with (\d+)\n(.*)\n--- and over/s;

/**
 * Returns the command of a shell that runs the program and then waits until the test has read everything: when the
 * last process ends, a terminal may lose output that it has not shown yet.
 */
function shell(words: readonly string[]): string[] {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return ["sh", "-c", `${quoted}; echo "--- left with $?"; stty -a; echo "--- and over"; cat >/dev/null`];
}
