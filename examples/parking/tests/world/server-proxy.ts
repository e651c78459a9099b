import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A server that can be stopped and started: it passes everything on to a real one, which goes on. */
export class ServerProxy implements AsyncDisposable {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  /** Starts it. Declare it with `await using`, which stops it. */
  static async start(address: string): Promise<ServerProxy> {
    const proxy = new ServerProxy(address);
    await proxy.start();
    return proxy;
  }

  private constructor(address: string) {
    this.#target = new URL(address);
  }

  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** Listens on the port that it has had before. */
  async start(): Promise<void> {
    const { hostname, port, protocol } = this.#target;
    const usual = protocol === "amqp:" ? 5672 : 5432;
    const server = createServer((socket) => {
      const target = connect(Number(port || usual), hostname);
      for (const [one, other] of [
        [socket, target],
        [target, socket],
      ] as const) {
        this.#sockets.add(one);
        one
          .on("error", () => {})
          .on("close", () => {
            this.#sockets.delete(one);
            other.destroy();
          });
        one.pipe(other);
      }
    });
    await once(server.listen(this.#port, "127.0.0.1"), "listening");
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Breaks all connections, and takes no new ones. */
  async stop(): Promise<void> {
    if (!this.#server) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}
