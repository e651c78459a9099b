import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A listener on a free port of this machine, and the connections to it. */
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

/** A server that takes every connection and never says a word. */
export function silentServer(): Promise<Listener> {
  return listen((socket) => socket.resume());
}

/** A port of this machine on which nobody listens. */
export async function deadPort(): Promise<number> {
  const listener = await listen(() => {});
  await listener.close();
  return listener.port;
}

interface LossyProxy extends Listener {
  /** From now on, questions arrive and answers do not. */
  swallowAnswers(): void;
  /** Cuts the connections, as a network does; whoever comes again is served well. */
  cut(): void;
}

/** A proxy in front of a store, which can lose what the store answers. */
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
