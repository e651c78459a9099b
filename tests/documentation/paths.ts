import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import { find, spansIn } from "./code.ts";

/** Of the project's own files; a store or a certificate in an example has another. */
const ENDING = /\.(ts|js|json|md|ya?ml)$/;

/** @returns the paths of all files, and of all folders that they are in. */
export function placesOf(files: Files): Set<string> {
  const places = new Set<string>(["."]);
  for (const path of files.keys()) {
    for (let place = path; place !== "."; place = posix.dirname(place)) places.add(place);
  }
  return places;
}

/**
 * @param text a document, or another text that names files.
 * @param files those that there are, from the project's folder.
 * @returns the paths in the text that begin in the project's folder and lead nowhere.
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
 * @returns the names between backticks that look like those of files or folders, and fit none, not even the end of a path: a
 * text about a room leaves the room's own path out.
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
