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

/** A running event store that EventStoreDB's official client can connect to. */
export interface EventStoreServer {
  /** the TCP port on 127.0.0.1 */
  readonly port: number;
  /** what the official client takes, such as "esdb://127.0.0.1:51234?tls=false" */
  readonly connectionString: string;
  /** where a browser shows what is stored, such as "http://127.0.0.1:51234/" */
  readonly address: string;
  /** Answers what has been received, ends all calls and lets go of the file. May be called again. */
  close(): Promise<void>;
}

export interface EventStoreServerOptions {
  /** path of the SQLite file, created at need together with its folder, or ":memory:" */
  readonly file: string;
  /** 1 to 65535, or 0 for a free one, which is the default */
  readonly port?: number;
  /**
   * makes the store unkind on purpose, as a bad network is, for tests: calls are late, break off before or after they
   * have taken effect, and subscriptions end; no answer is wrong. With a seed, a whole number, the same calls in the same
   * order meet the same; true takes one by chance. It is printed on the error stream.
   */
  readonly unkind?: boolean | number;
}

/** Only programs on this computer shall reach the store: it asks nobody for a password. */
const HOST = "127.0.0.1";

/** The largest message taken; the client sends appends in pieces of 3 MiB, and one event above that in one piece. */
const MAXIMUM_MESSAGE_BYTES = 17 * 1024 * 1024;

/** How long calls may take to end of themselves when the server is closed. */
const CLOSING_MILLISECONDS = 500;

/**
 * Starts an event store in this process.
 *
 * @throws {EventStoreFileError} when the file cannot serve as an event store; it is left as it was
 * @throws {PortUnavailableError} when something else listens on the port, or the system keeps it to itself
 * @throws {RangeError} for a port that cannot be, and for a seed that is no whole number
 */
export async function startEventStoreServer(options: EventStoreServerOptions): Promise<EventStoreServer> {
  const { file, port = 0, unkind = false } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`${port} is not a port.`);
  const pages = new HttpServer(MONITORS_PAGES);
  const server = new GrpcServer({
    mostBytes: MAXIMUM_MESSAGE_BYTES,
    statusOf: toStatusError,
    serveOthers: (socket) => pages.accept(socket),
    unkindness: unkind === false ? undefined : beginUnkindness(unkind),
  });
  const bound = await listen(server, port); // first of all: where that fails, no file has been made
  const connectionString = `esdb://${HOST}:${bound}?tls=false`;
  try {
    const log = await EventLog.open(file);
    const changes = new Changes(log);
    const commits = new GroupCommit(log, () => changes.announce());
    registerServices(server, { log, commits, changes });
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

/** Says with which seed, so that what has gone wrong can go wrong again. */
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
