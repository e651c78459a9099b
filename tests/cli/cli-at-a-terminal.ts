import { CLI, environmentOfAPlayer, PROJECT } from "./cli-process.ts";
import { Transcript } from "./transcript.ts";

// Its binaries are packages of their own, and there is none for some platforms.
const pty = await import("@lydell/node-pty").catch((error: Error) => {
  console.warn(`No tests at a terminal: ${error.message.split("\n")[0]}`);
});

/** Whether this platform has pseudo-terminals for the tests. */
export const hasTerminals = pty !== undefined;

/** The CLI at a terminal, in front of which somebody sits. */
export class CliAtATerminal {
  readonly #terminal;
  /** What the terminal shows: questions and answers alike. */
  readonly screen = new Transcript();
  readonly ended: Promise<{ readonly code: number }>;

  /** @param afterwards a command for the shell of the terminal, once the CLI has ended; not on Windows. */
  constructor(words: readonly string[], env: Record<string, string> = {}, afterwards?: string) {
    if (!pty) throw new Error("There are no terminals here.");
    const command = afterwards === undefined ? [...CLI, ...words] : shell([...CLI, ...words], afterwards);
    const [program = "", ...rest] = command;
    this.#terminal = pty.spawn(program, rest, {
      name: "xterm-256color",
      cols: 100,
      rows: 40,
      cwd: PROJECT,
      env: environmentOfAPlayer({ TERM: "xterm-256color", ...env }),
    });
    this.#terminal.onData((text) => this.screen.write(text));
    this.ended = new Promise((resolve) => {
      this.#terminal.onExit(({ exitCode }) => {
        this.screen.end();
        resolve({ code: exitCode });
      });
    });
  }

  /** Answers a question, once it is asked. @returns what was shown before, the question included. */
  async answer(question: string, line: string): Promise<string> {
    return this.press(question, `${line}\r`);
  }

  /** Presses keys, once a question is asked. */
  async press(question: string, keys: string): Promise<string> {
    const shown = await this.screen.readUntil(question);
    this.#terminal.write(keys);
    return shown;
  }
}

export const CTRL_C = "\u0003";
export const CTRL_D = "\u0004";

function shell(words: readonly string[], afterwards: string): string[] {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return ["sh", "-c", `${quoted}; code=$?; ${afterwards}; exit $code`];
}
