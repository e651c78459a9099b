import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Exercise, MANIFEST_FILE, type Manifest, parseManifest } from "./manifest.ts";
import { PACK_FILE, type States, unpack } from "./pack.ts";

/** The folder of the attendee's project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The exercise that these files belong to. */
export interface Project {
  readonly manifest: Manifest;
  readonly exercise: Exercise;
  /** The branch that these files were generated for; another one may be checked out. */
  readonly branch: string;
}

/** @throws Error with a sentence for the attendee if a file of the branch is missing or damaged. */
export function readProject(root: string): Project {
  const manifest = parsed(root, MANIFEST_FILE, parseManifest);
  return parsed(root, "workshop/attendee/branch.json", (json) => {
    const { branch, exercise: number } = JSON.parse(json);
    const exercise = manifest.exercises.find((one) => one.number === number);
    if (!exercise) throw new Error(`There is no exercise ${number}.`);
    return { manifest, exercise, branch };
  });
}

/** @throws Error as {@link readProject} does. */
export function readStates(root: string): States {
  return parsed(root, PACK_FILE, unpack);
}

function parsed<Content>(root: string, path: string, parse: (text: string) => Content): Content {
  try {
    return parse(readText(root, path));
  } catch {
    throw new Error(`${path} is missing or damaged. To get it back as it came: git restore ${path}`);
  }
}

/** Runs sync or async work. If it throws, prints the sentence of the error and ends the program. */
export function orComplain<Result>(work: () => Result): Result {
  try {
    const result = work();
    if (result instanceof Promise) result.catch(complain);
    return result;
  } catch (error) {
    return complain(error);
  }
}

/** Ends the program silently when the reader of its output stops, as `head` does. */
export function endWithReader(): void {
  process.stdout.on("error", () => process.exit());
}

/** Ends the program after its output is written, even if one of its threads is endless. */
export function endWith(code: number): void {
  process.exitCode = code;
  process.stdout.write("", () => process.exit());
}

function complain(error: unknown): never {
  const isFull =
    error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  const sentence = error instanceof Error ? error.message : String(error);
  console.error(isFull ? "The disk is full: free some space." : sentence);
  process.exit(1);
}

/** @returns the text with "\n" as line ends; empty if the file cannot be read. */
export function readText(root: string, path: string): string {
  try {
    return readFileSync(`${root}/${path}`, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return "";
  }
}
