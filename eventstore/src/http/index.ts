/** What the package offers to programs that have pages of their own to show; everything else in this folder may change. */
export { documentOf } from "./document.ts";
export { address, type Html, html, htmlOfLines } from "./html.ts";
export { LIVE_SCRIPT } from "./live-script.ts";
export type { LivePage, Page, PageRequest, Pages, Send } from "./page.ts";
export { type PageServer, startPageServer } from "./page-server.ts";
