import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A broker that can be stopped and started: it passes everything on to a real one, which goes on. */
export class BrokerProxy implements AsyncDisposable {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;

  /** Starts it. Declare it with `await using`, which stops it. */
  static async start(broker: string): Promise<BrokerProxy> {
    const proxy = new BrokerProxy(broker);
    await proxy.start();
    return proxy;
  }

  private constructor(broker: string) {
    this.#target = new URL(broker);
  }

  get url(): string {
    const url = new URL(this.#target);
    url.host = `127.0.0.1:${this.#port}`;
    return url.href;
  }

  /** Listens on the port that it has had before. */
  async start(): Promise<void> {
    const { hostname, port } = this.#target;
    const server = createServer((socket) => {
      const broker = connect(Number(port || 5672), hostname);
      for (const [one, other] of [
        [socket, broker],
        [broker, socket],
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
