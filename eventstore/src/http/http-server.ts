import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { sendLive } from "./live-response.ts";
import type { LivePage, Page, Pages } from "./page.ts";

/** The names under which programs of this computer know it. A page of another site that resolves to here has another. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** How long a client may take, from one byte to the next. */
const SILENCE_MILLISECONDS = 5000;

/** How many live pages may be open at a time. A browser shows a handful, and closes those of hidden tabs. */
const MOST_LIVE_PAGES = 32;

const METHODS = "GET, HEAD";

/** What a page may do in a browser: show itself with style and script of this server, and nothing from elsewhere. */
const HEADERS = {
  connection: "close",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Serves pages over HTTP/1.1, one for each connection, to clients that are on this computer. */
export class HttpServer {
  #pages: Pages;
  readonly #server: Server;
  readonly #closing = new AbortController();
  #livePages = 0;

  constructor(pages: Pages) {
    this.#pages = pages;
    // Node itself refuses what is no HTTP (400), and headers of more than 16 KiB (431).
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on("connect", (_request, socket: Duplex) => {
      socket.end(`HTTP/1.1 405 Method Not Allowed\r\nAllow: ${METHODS}\r\nConnection: close\r\n\r\n`);
    });
  }

  /** Serves more pages from now on. */
  add(pages: Pages): void {
    this.#pages = { ...this.#pages, ...pages };
  }

  /** Takes over a connection, of which nothing has been read yet. */
  accept(socket: Socket): void {
    socket.setTimeout(SILENCE_MILLISECONDS, () => socket.destroy());
    this.#server.emit("connection", socket);
  }

  /** Ends the live pages, which would not end of themselves. */
  close(): void {
    this.#closing.abort();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.once("close", () => left.abort());
    const gone = AbortSignal.any([left.signal, this.#closing.signal]);
    const page = await this.#pageFor(request, gone);
    if (!("live" in page)) return sendPage(page, response);
    if (this.#livePages >= MOST_LIVE_PAGES) {
      return sendPage(
        { status: 503, body: `There are ${MOST_LIVE_PAGES} live pages: close some.` },
        response,
      );
    }
    this.#livePages += 1;
    response.once("close", () => {
      this.#livePages -= 1;
    });
    response.writeHead(200, { ...HEADERS, "content-type": "text/event-stream" });
    if (request.method === "HEAD") return void response.end();
    response.flushHeaders();
    request.socket.setTimeout(0);
    await sendLive(page, response, gone);
  }

  async #pageFor(
    { method = "", url = "", headers }: IncomingMessage,
    gone: AbortSignal,
  ): Promise<Page | LivePage> {
    const { host = "", origin, "sec-fetch-site": site } = headers;
    if (!LOOPBACK.test(host)) {
      return { status: 421, body: "This server answers to localhost, 127.0.0.1 and [::1] alone." };
    }
    if (!METHODS.split(", ").includes(method)) return { status: 405, body: `Here there is only ${METHODS}.` };
    // A link elsewhere may lead here, but no page from elsewhere may ask in its own name.
    const isForeign = origin !== undefined && origin !== `http://${host}`;
    if (isForeign || (site === "cross-site" && headers["sec-fetch-mode"] !== "navigate")) {
      return { status: 403, body: "Pages of other sites learn nothing here." };
    }
    const [path = "", query = ""] = url.split(/\?(.*)/s);
    const page = Object.hasOwn(this.#pages, path) ? this.#pages[path] : undefined;
    if (!page) {
      return { status: 404, body: `There is no ${path}: there are ${Object.keys(this.#pages).join(", ")}.` };
    }
    try {
      return await page({ query: new URLSearchParams(query), gone });
    } catch (error) {
      return { status: 500, body: error instanceof Error ? error.message : String(error) };
    }
  }
}

function sendPage(
  { status, contentType = "text/plain; charset=utf-8", body }: Page,
  response: ServerResponse,
): void {
  const text = body === undefined ? undefined : `${body}\n`;
  response.writeHead(status, {
    ...HEADERS,
    ...(status === 405 && { allow: METHODS }),
    ...(text !== undefined && { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
  });
  response.end(text);
}
