import { spawn, spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {object} Surroundings
 * @property {string} cwd the folder in which the command runs
 * @property {NodeJS.ProcessEnv} [env] its environment; that of this process if not given
 * @property {readonly string[]} [answers] lines for its standard input
 * @property {boolean} [stays] whether its standard input stays open after the answers
 * @property {boolean} [show] whether its output is printed here at once, too
 * @property {number} [seconds] time after which the command is stopped
 */

/** @typedef {{ code: number | null, output: string, seconds: number }} Ended `code` is null if it was stopped. */

const running = new Set();
process.on("exit", () => running.forEach(stop));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/** Runs a command in the platform's shell. */
export class Command {
  #process;
  #output = "";
  #ended;

  /**
   * @param {string} text the command line
   * @param {Surroundings} surroundings
   */
  constructor(text, { cwd, env = process.env, answers = [], stays = false, show = false, seconds = 900 }) {
    const start = performance.now();
    // A new process group, so that the command and its children can be stopped; on Windows taskkill does so.
    const detached = process.platform !== "win32";
    this.#process = spawn(text, { shell: true, cwd, env, detached });
    running.add(this.#process);
    const timer = setTimeout(() => this.stop(), seconds * 1000);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        this.#output += text;
        if (show) process.stdout.write(text);
      });
    }
    // The command may end before it has read its input.
    this.#process.stdin.on("error", () => {});
    this.#process.stdin.write(answers.map((line) => `${line}\n`).join(""));
    if (!stays) this.#process.stdin.end();
    this.#ended = new Promise((resolve, reject) => {
      this.#process.on("error", reject).on("close", (code) => {
        clearTimeout(timer);
        running.delete(this.#process);
        resolve({ code, output: this.output, seconds: (performance.now() - start) / 1000 });
      });
    });
  }

  /** Everything that it has printed so far, without colours. */
  get output() {
    return stripVTControlCharacters(this.#output).replaceAll("\r\n", "\n");
  }

  /** @returns {Promise<Ended>} */
  ended() {
    return this.#ended;
  }

  /** Waits for output that matches. @returns {Promise<boolean>} false if the command ended without it */
  async hasPrinted(pattern) {
    const ended = this.#ended.then(() => true);
    while (!pattern.test(this.output)) {
      const news = new Promise((resolve) => this.#process.stdout.once("data", () => resolve(false)));
      if (await Promise.race([ended, news])) return pattern.test(this.output);
    }
    return true;
  }

  stop() {
    stop(this.#process);
  }
}

/**
 * @param {string} text
 * @param {Surroundings} surroundings
 * @returns {Promise<Ended>}
 */
export function run(text, surroundings) {
  return new Command(text, surroundings).ended();
}

function stop({ pid }) {
  if (process.platform === "win32") spawnSync("taskkill", ["/pid", `${pid}`, "/T", "/F"]);
  else {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  }
}
