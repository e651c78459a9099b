import { type AddressInfo, createServer } from "node:net";
import { portUnavailable } from "../errors.ts";
import { HttpServer } from "./http-server.ts";
import type { Pages } from "./page.ts";

/** Only programs on this computer shall reach the pages: they ask nobody for a password. */
const HOST = "127.0.0.1";

/** Pages on a port of their own. */
export interface PageServer {
  /** such as "http://127.0.0.1:8080/" */
  readonly address: string;
  /** Ends all connections, live pages included. */
  close(): Promise<void>;
}

/**
 * Serves pages to browsers on this computer.
 *
 * @param port 1 to 65535, or 0 for a free one
 * @throws {PortUnavailableError} when something else listens on the port, or the system keeps it to itself
 */
export async function startPageServer(pages: Pages, port: number): Promise<PageServer> {
  const server = new HttpServer(pages);
  const sockets = new Set<{ destroy(): void }>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => {}); // it closes then
    server.accept(socket);
  });
  const bound = await new Promise<number>((resolve, reject) => {
    listener.once("error", (error) => reject(portUnavailable(port, error)));
    listener.listen(port, HOST, () => resolve((listener.address() as AddressInfo).port));
  });
  return {
    address: `http://${HOST}:${bound}/`,
    async close() {
      server.close();
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
