import { spawn, spawnSync } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {object} Surroundings
 * @property {string} cwd the folder in which the command is run
 * @property {NodeJS.ProcessEnv} [env] the environment, or that of this process
 * @property {readonly string[]} [answers] lines that come through a pipe
 * @property {boolean} [stays] whether the pipe stays open when the answers are over
 * @property {boolean} [show] whether the output is to be seen here at once, too
 * @property {number} [seconds] after so many the command is stopped
 */

/** @typedef {{ code: number | null, output: string, seconds: number }} Ended `code` is null for what was stopped. */

const running = new Set();
process.on("exit", () => running.forEach(stop));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

/** A command of a shell, the one that the platform has. */
export class Command {
  #process;
  #output = "";
  #ended;

  /**
   * @param {string} text of the command, as one types it
   * @param {Surroundings} surroundings
   */
  constructor(text, { cwd, env = process.env, answers = [], stays = false, show = false, seconds = 900 }) {
    const start = performance.now();
    // A group of its own, so that all of it can be stopped; on Windows there is another way.
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
    // Whoever has gone needs no answers.
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

  /** What it has printed so far, colours aside. */
  get output() {
    return stripVTControlCharacters(this.#output).replaceAll("\r\n", "\n");
  }

  /** @returns {Promise<Ended>} */
  ended() {
    return this.#ended;
  }

  /** @returns {Promise<boolean>} whether it has printed that before it ended */
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
