import { spawn } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { newFolder } from "../folders.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Copies the project, without installed packages, to a temporary folder. */
export class ProjectCopy {
  readonly folder: string;

  constructor(folder = newFolder()) {
    this.folder = folder;
    this.#copy("package.json", "package-lock.json", "scripts");
  }

  #copy(...parts: string[]): void {
    for (const part of parts) cpSync(join(PROJECT, part), this.path(part), { recursive: true });
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(path: string, content: unknown): this {
    mkdirSync(join(this.path(path), ".."), { recursive: true });
    writeFileSync(this.path(path), typeof content === "string" ? content : JSON.stringify(content));
    return this;
  }

  /** Adds these packages to node_modules and to npm's list of installed packages. */
  withPackages(packages: Record<string, { version: string; bin?: Record<string, string> }>): this {
    this.write("node_modules/.package-lock.json", { packages });
    for (const [path, { version, bin = {} }] of Object.entries(packages)) {
      this.write(`${path}/package.json`, { version });
      for (const name of Object.keys(bin)) {
        for (const file of [name, `${name}.cmd`]) this.write(`node_modules/.bin/${file}`, "");
      }
    }
    return this;
  }

  /** Links the installed dependencies, and copies the code that needs them. */
  withDependencies(): this {
    this.#copy("src", "eventstore");
    symlinkSync(join(PROJECT, "node_modules"), this.path("node_modules"), "junction");
    return this;
  }

  /** @param words those after `node`. */
  run(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return run(process.execPath, words, this.folder, env);
  }
}

export function run(
  command: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const { EVENTSTOREDB_URI: _store, npm_execpath: _npm, NODE_OPTIONS: _options, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    // GIT_DIR, which is set in a git hook, would make git use another repository.
    const process = spawn(command, words, { cwd, env: { ...inherited, GIT_DIR: undefined, ...env } });
    let [output, errors] = ["", ""];
    process.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    process.stderr.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    process.on("error", reject).on("close", (code) => resolve({ code, output, errors }));
  });
}

/** @returns the exports of a script, without types. */
export const fromScripts = (name: string) =>
  import(pathToFileURL(join(PROJECT, "scripts", `${name}.js`)).href);

/** Returns arguments with which Node reports another version. */
export const pretendingToBe = (version: string) => [
  "--import",
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`,
];

/** @returns the environment, with this folder first in PATH. */
export function withPath(folder: string): NodeJS.ProcessEnv {
  return { PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` };
}
