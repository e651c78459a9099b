const BLOCK = /^```.*\n([\s\S]*?)^```$/gm;
const SPAN = /`([^`\n]+)`/g;

/** @returns the code in the document: its blocks, and its spans between backticks. */
export function codeIn(markdown: string): string[] {
  return [...find(markdown, BLOCK), ...spansIn(markdown)];
}

/** @returns the spans between backticks in a line. */
export function spansIn(markdown: string): string[] {
  return find(markdown.replace(BLOCK, ""), SPAN);
}

/** @returns the document without its code. */
export function proseIn(markdown: string): string {
  return markdown.replace(BLOCK, "").replace(SPAN, "");
}

/** @returns the first group of each match. */
export function find(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}
