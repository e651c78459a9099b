import { randomInt } from "node:crypto";
import { portUnavailable } from "./errors.ts";
import { GrpcServer } from "./grpc/grpc-server.ts";
import { Unkindness } from "./grpc/unkindness.ts";
import { HttpServer } from "./http/http-server.ts";
import { Changes } from "./log/changes.ts";
import { EventLog } from "./log/event-log.ts";
import { GroupCommit } from "./log/group-commit.ts";
import { browserPages } from "./pages/browser-pages.ts";
import { shuttingDown, toStatusError } from "./protocol/rpc-errors.ts";
import { MONITORS_PAGES } from "./services/pages.ts";
import { registerServices } from "./services/register.ts";
import { StreamBeginnings } from "./services/stream-beginnings.ts";

/** A running event store, to which EventStoreDB's official client can connect. */
export interface EventStoreServer {
  /** the TCP port on 127.0.0.1 */
  readonly port: number;
  /** the connection string for the official client, such as "esdb://127.0.0.1:51234?tls=false" */
  readonly connectionString: string;
  /** the address at which a browser shows what is stored, such as "http://127.0.0.1:51234/" */
  readonly address: string;
  /** Answers the appends that it has received, ends all calls and closes the file. May be called again. */
  close(): Promise<void>;
}

export interface EventStoreServerOptions {
  /** path of the SQLite file, or ":memory:"; file and folder are created if they are missing */
  readonly file: string;
  /** 1 to 65535, or 0 for a free one, which is the default */
  readonly port?: number;
  /**
   * makes the store behave like a bad network, for tests: calls are late, connections break before or after an append is
   * stored, and subscriptions end; no answer is wrong. A seed, a whole number, gives the same failures for the same calls in
   * the same order; true takes a random seed. It is printed on the error stream.
   */
  readonly unkind?: boolean | number;
}

/** Only programs on this computer can connect, because the store checks no passwords. */
const HOST = "127.0.0.1";

/** The size of the largest message. The client sends appends in pieces of 3 MiB, and a larger event in one piece. */
const MAXIMUM_MESSAGE_BYTES = 17 * 1024 * 1024;

/** How many milliseconds calls have to end when the server closes; then their connections are closed. */
const CLOSING_MILLISECONDS = 500;

/**
 * Starts an event store in this process.
 *
 * @throws {EventStoreFileError} if the file cannot serve as an event store; it is left as it was
 * @throws {PortUnavailableError} if another program listens on the port, or the operating system reserves it
 * @throws {TypeError} if the file is not a string
 * @throws {RangeError} for an invalid port, and for a seed that is not a whole number
 */
export async function startEventStoreServer(options: EventStoreServerOptions): Promise<EventStoreServer> {
  const { file, port = 0, unkind = false } = options;
  // Programs in JavaScript may give any value.
  if (typeof file !== "string") throw new TypeError('The option file takes a path, or ":memory:".');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new RangeError("The option port takes a whole number from 0 to 65535.");
  }
  const pages = new HttpServer(MONITORS_PAGES);
  const server = new GrpcServer({
    mostBytes: MAXIMUM_MESSAGE_BYTES,
    statusOf: toStatusError,
    serveOthers: (socket) => pages.accept(socket),
    unkindness: unkind === false ? undefined : beginUnkindness(unkind),
  });
  const bound = await listen(server, port); // first, so that no file has been created if it fails
  const connectionString = `esdb://${HOST}:${bound}?tls=false`;
  try {
    const log = await EventLog.open(file);
    const changes = new Changes(log);
    const commits = new GroupCommit(log, () => changes.announce());
    registerServices(server, { log, commits, changes, beginnings: new StreamBeginnings() });
    pages.add(browserPages({ log, changes }, connectionString));
    let closed: Promise<void> | undefined;
    return {
      port: bound,
      connectionString,
      address: `http://${HOST}:${bound}/`,
      close: () => {
        pages.close();
        closed ??= close(server, commits, log);
        return closed;
      },
    };
  } catch (error) {
    server.destroy();
    await server.close();
    throw error;
  }
}

/** Prints the seed, so that the same failures can be caused again. */
function beginUnkindness(unkind: true | number): Unkindness {
  const seed = unkind === true ? randomInt(2 ** 31) : unkind;
  if (!Number.isSafeInteger(seed)) throw new RangeError(`${seed} is not a seed: it takes a whole number.`);
  console.error(`The event store is unkind on purpose; unkind: ${seed} makes it so again.`);
  return new Unkindness(seed);
}

async function listen(server: GrpcServer, port: number): Promise<number> {
  try {
    return await server.listen(port, HOST);
  } catch (error) {
    throw portUnavailable(port, error);
  }
}

async function close(server: GrpcServer, commits: GroupCommit, log: EventLog): Promise<void> {
  const closed = server.close();
  await commits.close(shuttingDown());
  server.abortCalls(shuttingDown());
  const tooLate = setTimeout(() => server.destroy(), CLOSING_MILLISECONDS);
  await closed;
  clearTimeout(tooLate);
  log.close();
}
