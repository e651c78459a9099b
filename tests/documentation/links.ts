import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import { find, proseIn } from "./code.ts";
import { placesOf } from "./paths.ts";

/** @returns the targets of all links and images of a document, and of the definitions at its end. */
export function linksIn(markdown: string): string[] {
  const prose = proseIn(markdown);
  return [
    ...find(prose, /\]\(<?([^)\s>]*)[^)]*\)/g),
    ...find(prose, /^ {0,3}\[[^\]]+\]: *<?([^\s>]+)/gm),
    ...find(prose, /<([a-z]+:[^\s>]*)>/g),
  ];
}

/** @returns the links of a document to somewhere else in the world. */
export function linksAbroad(markdown: string): string[] {
  return linksIn(markdown).filter((link) => /^[a-z]+:/i.test(link));
}

/**
 * @param path of the document, which is one of the files.
 * @returns a sentence for each link of it that leads to no file or folder, or to no heading in it.
 */
export function brokenLinks(path: string, files: Files): string[] {
  const markdown = files.get(path) ?? "";
  const abroad = linksAbroad(markdown);
  return linksIn(markdown)
    .filter((link) => !abroad.includes(link) && !leadsSomewhere(link, path, files))
    .map((link) => `${path} links to ${link || "nothing"}, which is not there`);
}

function leadsSomewhere(link: string, path: string, files: Files): boolean {
  const [file = "", anchor] = link.split("#").map(decodeURI);
  const target = file ? posix.join(posix.dirname(path), file).replace(/\/$/, "") : path;
  if (link === "" || !placesOf(files).has(target)) return false;
  return anchor === undefined || anchorsIn(files.get(target) ?? "").includes(anchor);
}

/** Those that GitHub gives to the headings: the text in small letters, hyphens for blanks, no other punctuation. */
function anchorsIn(markdown: string): string[] {
  const seen = new Map<string, number>();
  return find(markdown.replace(/^```[\s\S]*?^```$/gm, ""), /^#{1,6} +(.*?)(?: +#+)?$/gm).map((heading) => {
    const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = text.replace(/[^\p{L}\p{M}\p{N} _-]/gu, "").replaceAll(" ", "-");
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  });
}

/** @returns what is wrong with the form of a link abroad, or undefined; nobody goes there to see. */
export function objectionToForm(link: string): string | undefined {
  if (!URL.canParse(link)) return `${link} is no address`;
  const { protocol, hostname, username } = new URL(link);
  if (protocol !== "https:") return `${link} is not safe: https, please`;
  if (!/^([\w-]+\.)+[a-z]{2,}$/.test(hostname) || username) return `${link} names no host in the world`;
  return /[.,;:!'"]$/.test(link) ? `${link} ends with the punctuation of a sentence` : undefined;
}
