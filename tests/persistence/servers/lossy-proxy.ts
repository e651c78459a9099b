import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A server on a free port of this machine. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(onConnection: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Starts a server that accepts connections and never answers. */
export function silentServer(): Promise<Listener> {
  return listen((socket) => socket.resume());
}

/**
 * Returns a port of this machine on which no server listens. It lies below the ports that systems give to those who ask for a
 * free one, so that no other program gets it meanwhile.
 */
export async function deadPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(10_000 * Math.random());
    const isFree = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.destroy() && resolve(false));
      socket.on("error", () => resolve(true));
    });
    if (isFree) return port;
  }
}

interface LossyProxy extends Listener {
  /** Drops all answers from now on; requests still arrive. */
  swallowAnswers(): void;
  /** Breaks the connections, as a network failure does; new connections work. */
  cut(): void;
}

/** Starts a proxy in front of a store that can drop the store's answers. */
export async function lossyProxy(storePort: number): Promise<LossyProxy> {
  const connections = new Set<Socket>();
  let swallowing = false;
  const listener = await listen((client) => {
    const store = connect(storePort, "127.0.0.1");
    connections.add(client).add(store);
    client.on("data", (bytes) => store.write(bytes)).on("close", () => store.destroy());
    store.on("data", (bytes) => swallowing || client.write(bytes)).on("close", () => client.destroy());
    store.on("error", () => {});
  });
  return {
    ...listener,
    swallowAnswers: () => {
      swallowing = true;
    },
    cut: () => {
      swallowing = false;
      for (const socket of connections) socket.destroy();
      connections.clear();
    },
  };
}
