import { type Html, html } from "./html.ts";
import type { Page } from "./page.ts";

interface Document {
  readonly title: string;
  /** the address from which the script of live pages gets what is new; without it the page does not change */
  readonly live?: string | undefined;
  /** the HTTP status */
  readonly status: number;
  /** further elements of the head */
  readonly head?: Html | undefined;
  /** the name of the program, with a link to its first page */
  readonly name: Html;
  /** the links to the lists */
  readonly lists: Html;
  readonly main: Html;
}

/**
 * Makes a whole page, with what the script of live pages looks for. The style sheet is at `/style.css`, the icon at
 * `/icon.svg`, the script at `/live.js`.
 */
export function documentOf({ title, live, status, head, name, lists, main }: Document): Page {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
${live !== undefined && html`<script src="/live.js" defer></script>`}
${head}
</head>
<body${live !== undefined && html` data-live="${live}"`}>
<a class="skip" href="#content">To the content</a>
<header>
<p class="name">${name}</p>
<nav aria-label="Lists">${lists}</nav>
${live !== undefined && html`<p class="state" role="status">…</p>`}
</header>
<main id="content" tabindex="-1">
${main}
</main>
</body>
</html>`;
  return { status, contentType: "text/html; charset=utf-8", body: text };
}
