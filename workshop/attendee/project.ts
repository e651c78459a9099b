import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Exercise, MANIFEST_FILE, type Manifest, parseManifest } from "./manifest.ts";
import { PACK_FILE, type States, unpack } from "./pack.ts";

/** The folder of the attendee's project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The exercise that these files belong to. */
interface Project {
  readonly manifest: Manifest;
  readonly exercise: Exercise;
  /** The branch that these files were generated for, wherever they are now. */
  readonly branch: string;
}

export function readProject(root: string): Project {
  const manifest = parseManifest(readText(root, MANIFEST_FILE));
  const { branch, exercise: number } = JSON.parse(readText(root, "workshop/attendee/branch.json"));
  const exercise = manifest.exercises.find((one) => one.number === number);
  if (!exercise) throw new Error(`There is no exercise ${number}.`);
  return { manifest, exercise, branch };
}

export function readStates(root: string): States {
  return unpack(readText(root, PACK_FILE));
}

/** @returns the text with line feeds alone, or an empty one where there is no such file. */
export function readText(root: string, path: string): string {
  try {
    return readFileSync(`${root}/${path}`, "utf8").replaceAll("\r\n", "\n");
  } catch {
    return "";
  }
}
