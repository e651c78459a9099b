import { posix } from "node:path";
import type { Files } from "../../workshop/attendee/pack.ts";
import { find, proseIn } from "./code.ts";
import { placesOf } from "./paths.ts";

/** @returns the targets of all links, images and link definitions of a document. */
export function linksIn(markdown: string): string[] {
  const prose = proseIn(markdown);
  return [
    ...find(prose, /\]\(<?([^)\s>]*)[^)]*\)/g),
    ...find(prose, /^ {0,3}\[[^\]]+\]: *<?([^\s>]+)/gm),
    ...find(prose, /<([a-z]+:[^\s>]*)>/g),
  ];
}

/** @returns the external links of a document. */
export function linksAbroad(markdown: string): string[] {
  return linksIn(markdown).filter((link) => /^[a-z]+:/i.test(link));
}

/**
 * @param path the path of the document, which is one of the files.
 * @returns one sentence for each of its links whose file, folder or heading does not exist.
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

/** Returns GitHub's anchors of the headings: lower case, hyphens for blanks, no other punctuation. */
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

/** Checks the form of an external link, without a request. @returns what is wrong with it, or undefined. */
export function objectionToForm(link: string): string | undefined {
  if (!URL.canParse(link)) return `${link} is no address`;
  const { protocol, hostname, username } = new URL(link);
  if (protocol !== "https:") return `${link} is not safe: https, please`;
  if (!/^([\w-]+\.)+[a-z]{2,}$/.test(hostname) || username) return `${link} names no host in the world`;
  return /[.,;:!'"]$/.test(link) ? `${link} ends with the punctuation of a sentence` : undefined;
}
