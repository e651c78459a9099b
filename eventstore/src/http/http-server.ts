import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** What a path gives. */
interface Page {
  /** the HTTP status */
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
}

/** By their paths, such as "/info". */
export type Pages = Readonly<Record<string, () => Page>>;

/** The names under which programs of this computer know it. A page of another site that resolves to here has another. */
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** How long a client may take, from one byte to the next. */
const SILENCE_MILLISECONDS = 5000;

const METHODS = "GET, HEAD";

/** Serves a few pages over HTTP/1.1, one for each connection, to clients that are on this computer. */
export class HttpServer {
  readonly #pages: Pages;
  readonly #server: Server;

  constructor(pages: Pages) {
    this.#pages = pages;
    // Node itself refuses what is no HTTP (400), and headers of more than 16 KiB (431).
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on("connect", (_request, socket: Duplex) => {
      socket.end(`HTTP/1.1 405 Method Not Allowed\r\nAllow: ${METHODS}\r\nConnection: close\r\n\r\n`);
    });
  }

  /** Takes over a connection, of which nothing has been read yet. */
  accept(socket: Socket): void {
    socket.setTimeout(SILENCE_MILLISECONDS, () => socket.destroy());
    this.#server.emit("connection", socket);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { status, contentType = "text/plain; charset=utf-8", body } = this.#pageFor(request);
    const text = body === undefined ? undefined : `${body}\n`;
    response.writeHead(status, {
      connection: "close",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(status === 405 && { allow: METHODS }),
      ...(text !== undefined && { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
    });
    response.end(text);
  }

  #pageFor({ method = "", url = "", headers: { host = "" } }: IncomingMessage): Page {
    if (!LOOPBACK.test(host)) {
      return { status: 421, body: "This server answers to localhost, 127.0.0.1 and [::1] alone." };
    }
    if (!METHODS.split(", ").includes(method)) return { status: 405, body: `Here there is only ${METHODS}.` };
    const [path = ""] = url.split("?");
    const page = Object.hasOwn(this.#pages, path) ? this.#pages[path] : undefined;
    if (page) return page();
    return { status: 404, body: `There is no ${path}: there are ${Object.keys(this.#pages).join(", ")}.` };
  }
}
