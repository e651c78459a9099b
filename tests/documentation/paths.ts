import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import { find, spansIn } from "./code.ts";

/** The extensions of the project's own files; stores and certificates in examples have others. */
const ENDING = /\.(ts|js|json|md|ya?ml)$/;

/** @returns the paths of all files, and of all their folders. */
export function placesOf(files: Files): Set<string> {
  const places = new Set<string>(["."]);
  for (const path of files.keys()) {
    for (let place = path; place !== "."; place = posix.dirname(place)) places.add(place);
  }
  return places;
}

/**
 * @param text a document, or another text that names files.
 * @param files the files of the project, by relative path.
 * @returns the paths in the text that are relative to the project and do not exist.
 */
export function missingPaths(text: string, files: Files): string[] {
  const places = placesOf(files);
  const folders = [...places].filter((place) => place !== "." && !place.includes("/") && !files.has(place));
  const beginning = folders.map((folder) => folder.replaceAll(".", "\\.")).join("|");
  return find(text, new RegExp(`(?<![@\\w/.-])((?:${beginning})/[\\w./-]*\\w)`, "g")).filter(
    (path) => !places.has(path),
  );
}

/**
 * @returns the names between backticks that look like files or folders and do not exist. A name may be the end of a
 * path, because a text about a room leaves out the room's path.
 */
export function missingNames(markdown: string, files: Files): string[] {
  const places = [...placesOf(files)];
  const ignored = find(files.get(".gitignore") ?? "", /^(.*)\/$/gm);
  return spansIn(markdown)
    .filter((span) => /^[\w-][\w./-]*$/.test(span) && (ENDING.test(span) || span.endsWith("/")))
    .filter((name) => !ignored.includes(name.split("/")[0] ?? ""))
    .filter((name) => {
      const end = `/${name.replace(/\/$/, "")}`;
      return !places.some((place) => `/${place}`.endsWith(end));
    });
}
